import { createHmac } from "node:crypto";
import { AuthError, type E164 } from "@sixdigit/contracts";
import type { AuthDeps } from "./deps.ts";
import type { Challenge } from "./model.ts";
import { type Asked, answerAgain, type CodeSent, freshCode, openChallenge, sendCode } from "./send-code.ts";
import { addSeconds } from "./time.ts";

/** Opens a challenge with an id that nobody has. */
export async function startNew(deps: AuthDeps, phone: E164, asked: Asked, sends = 1): Promise<CodeSent> {
  const challenge = await openChallenge(deps, phone, asked, { sends });
  if (!challenge) throw new AuthError("INTERNAL");
  return sendCode(deps, challenge, asked);
}

/**
 * Opens one challenge for all requests with one key, and answers them all alike: the key names it, under a secret, so the
 * store itself lets only one be opened. While its code works; after that the key means nothing any more.
 */
export async function startOnce(deps: AuthDeps, phone: E164, key: string, asked: Asked): Promise<CodeSent> {
  const id = challengeIdOf(deps, phone, key);
  const goOn = async (mine?: Challenge | null) => {
    const opened = mine ?? (await deps.store.findChallenge(id));
    return opened && { answer: await answerOrSend(deps, opened, asked) };
  };
  const first = await goOn();
  if (first) return first.answer ?? startNew(deps, phone, asked);
  let mine: Challenge | null;
  try {
    mine = await openChallenge(deps, phone, asked, { id, sends: 0 });
  } catch (error) {
    // Of many at once the limits may refuse some before the first of them has opened it; or only the store's answer was lost.
    const answer = (await goOn())?.answer;
    if (answer) return answer;
    throw error;
  }
  return (await goOn(mine))?.answer ?? startNew(deps, phone, asked);
}

/** A message that was charged so many seconds ago, and not begun, is charged anew, by the limits and measures of now. */
const BEGUN_WITHIN = 60;

/**
 * The answer again where the message was begun; else the message, which one of all that ask sends. It was paid for by who
 * opened the challenge. Null where its code does not work any more, or its message is to be charged anew.
 */
async function answerOrSend(deps: AuthDeps, opened: Challenge, asked: Asked): Promise<CodeSent | null> {
  const again = answerAgain(deps, opened);
  if (!again || opened.sends > 0) return again;
  const { id, phone, charges, createdAt } = opened;
  const now = deps.clock();
  // What was allowed then need not be now.
  if (now > addSeconds(createdAt, BEGUN_WITHIN)) return null;
  // A new seed, which tells whose the send is; and two of one moment differ in it alone.
  const renewal = freshCode(deps, now);
  const audit = deps.audit.event("code-requested", { phone, requester: asked.requester, detail: "begun" });
  const reserve = () => deps.store.claimSend({ id, now, expected: opened, charges, renewal, audit });
  // Asked once more where no answer came: then either this takes effect or what is read after it says that the first did.
  const begun = (await reserve().catch(reserve)) ?? (await deps.store.findChallenge(id));
  if (begun?.seed !== renewal.seed) return begun && answerAgain(deps, begun);
  return sendOrWithdraw(deps, begun, asked);
}

async function sendOrWithdraw(deps: AuthDeps, begun: Challenge, asked: Asked): Promise<CodeSent> {
  try {
    return await sendCode(deps, begun, asked);
  } catch (error) {
    const isUnsent = error instanceof AuthError && error.code === "SEND_FAILED";
    const withdrawn = () => withdraw(deps, begun, asked.requester);
    if (isUnsent)
      await withdrawn()
        .catch(withdrawn)
        .catch(() => undefined);
    throw error;
  }
}

/** The challenge that a caller holds, answered again, or its message sent, if it is the one that this key has opened. */
export async function answerOnce(
  deps: AuthDeps,
  held: Challenge,
  key: string,
  asked: Asked,
): Promise<CodeSent | null> {
  return held.id === challengeIdOf(deps, held.phone, key) ? answerOrSend(deps, held, asked) : null;
}

/** Ends a code that was not sent: who asks with the key again must not be told that it is on its way. */
async function withdraw(deps: AuthDeps, unsent: Challenge, requester: Asked["requester"]): Promise<void> {
  const { id, phone, charges } = unsent;
  const now = deps.clock();
  await deps.store.claimSend({
    ...{ id, now, expected: unsent, charges },
    renewal: { ...freshCode(deps, now), expiresAt: now },
    audit: deps.audit.event("code-failed", { phone, requester, detail: "withdrawn" }),
  });
}

function challengeIdOf({ codeKeys }: AuthDeps, phone: E164, key: string): string {
  const text = ["sixdigit challenge v1", phone, key].join("\0");
  return createHmac("sha256", codeKeys.current.secret).update(text).digest("base64url").slice(0, 22);
}
