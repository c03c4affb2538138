import { createHmac } from "node:crypto";
import { AuthError, type E164 } from "@sixdigit/contracts";
import type { AuthDeps } from "./deps.ts";
import type { Challenge } from "./model.ts";
import { type Asked, answerAgain, type CodeSent, freshCode, startChallenge } from "./send-code.ts";

/** Opens a challenge with an id that nobody has. */
export async function startNew(deps: AuthDeps, phone: E164, asked: Asked, sends = 1): Promise<CodeSent> {
  const sent = await startChallenge(deps, phone, asked, { sends });
  if (!sent) throw new AuthError("INTERNAL");
  return sent;
}

/**
 * Opens one challenge for all requests with one key, and answers them all alike: the key names it, under a secret, so the
 * store itself lets only one be opened. While its code works; after that the key means nothing any more.
 */
export async function startOnce(deps: AuthDeps, phone: E164, key: string, asked: Asked): Promise<CodeSent> {
  const id = challengeIdOf(deps, phone, key);
  const findFirst = async () => {
    const first = await deps.store.findChallenge(id);
    return first && { answer: answerAgain(deps, first) };
  };
  const first = await findFirst();
  if (first) return first.answer ?? startNew(deps, phone, asked);
  try {
    const sent = await startChallenge(deps, phone, asked, { id });
    if (sent) return sent;
  } catch (error) {
    const isUnsent = error instanceof AuthError && error.code === "SEND_FAILED";
    if (isUnsent) await withdraw(deps, id, { phone, requester: asked.requester }).catch(() => undefined);
    // Of many at once the limits may refuse some before the first of them has opened it.
    const answer = error instanceof AuthError && !isUnsent ? (await findFirst())?.answer : null;
    if (answer) return answer;
    throw error;
  }
  return (await findFirst())?.answer ?? startNew(deps, phone, asked);
}

/** The challenge that a caller holds, answered again if it is the one that this key has opened. */
export function answerOnce(deps: AuthDeps, held: Challenge, key: string): CodeSent | null {
  return held.id === challengeIdOf(deps, held.phone, key) ? answerAgain(deps, held) : null;
}

/** Ends a code that was not sent: who asks with the key again must not be told that it is on its way. */
async function withdraw(
  deps: AuthDeps,
  id: string,
  about: Pick<Asked, "requester"> & { phone: E164 },
): Promise<void> {
  const unsent = await deps.store.findChallenge(id);
  if (!unsent) return;
  const now = deps.clock();
  await deps.store.claimSend({
    id,
    now,
    expected: unsent,
    charges: unsent.charges,
    renewal: { ...freshCode(deps, now), expiresAt: now },
    audit: deps.audit.event("code-failed", { ...about, detail: "withdrawn" }),
  });
}

function challengeIdOf({ codeKeys }: AuthDeps, phone: E164, key: string): string {
  const text = ["sixdigit challenge v1", phone, key].join("\0");
  return createHmac("sha256", codeKeys.current.secret).update(text).digest("base64url").slice(0, 22);
}
