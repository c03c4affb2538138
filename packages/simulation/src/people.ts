import { createHash } from "node:crypto";
import type { Auth, Credential, Device, User } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import type { Browser } from "./browsers.ts";
import type { KnownSession } from "./known.ts";
import { LATE_MS } from "./ledger.ts";
import { isCrowded, SOLVED } from "./limits.ts";
import { FIXED_CODE, phonesOf, testCodes } from "./numbers.ts";
import { PROPERTIES } from "./properties.ts";
import { type Action, REFUSALS } from "./refusals.ts";
import type { Task } from "./scheduler.ts";
import type { World } from "./world.ts";

const ADDRESSES = ["192.0.2.1", "2001:db8:0:0:0:0:0:1"];
/** Others of the same /56, and of the same /48. */
const NEIGHBOURS = ["2001:db8:0:1:0:0:0:1", "2001:db8:0:100:0:0:0:1"];
const PROOFS = 12;

const DAY_MS = 86_400_000;
const GRACE_MS = 60_000;
const hashOf = (secret: string) => createHash("sha256").update(secret).digest("base64url");

/** What people and thieves do. Each is a task of its own, and checked against the ledger when it ends. */
export function createPeople(world: World, seed: number) {
  const { random, scheduler, journal, ledger, inboxes } = world;
  const addresses = isCrowded(seed) ? [...ADDRESSES, ...NEIGHBOURS] : ADDRESSES;

  /** Which browsers were given, for whichever number. */
  const devices: Device[] = [];

  /** What the last call was refused with. */
  let refusal: unknown;

  async function call<T>(
    action: Action,
    who: string,
    process: number,
    run: (auth: Auth, task: Task) => Promise<T>,
  ) {
    const task: Task = { name: `${action} by ${who} at ${process}`, process };
    const body = async () => {
      refusal = undefined;
      const outcome = await run(world.authOf(process), task).then(
        () => "done",
        (error: unknown) => {
          refusal = error;
          return error instanceof AuthError ? error.code : String(error);
        },
      );
      journal.met(`${action}: ${outcome}`);
      journal.tell(() => `${task.name} ends: ${outcome}`);
      journal.hold(PROPERTIES.refusals, outcome === "done" || REFUSALS[action].includes(outcome));
      journal.hold(PROPERTIES.unavailable, outcome !== "UNAVAILABLE" || task.isFaulted === true);
      journal.hold(PROPERTIES.unavailable, outcome !== "SEND_FAILED" || task.isSendFaulted === true);
    };
    await scheduler.start(task, body);
  }

  /** What comes with a request: from where, from which browser, and perhaps with a solved puzzle. */
  function asked({ device: own }: Browser) {
    const device = devices.length > 0 && random.chance(0.05) ? random.pick(devices) : own;
    if (random.chance(0.3)) return {};
    const userAgent = random.chance(0.5) ? "Browser/1.0" : undefined;
    if (device) journal.met("request by a known browser");
    return { requester: { address: random.pick(addresses), userAgent, device } };
  }
  /** Some are used a second time. */
  const proof = () => (random.chance(0.7) ? `${SOLVED} ${random.below(PROOFS)}` : "no solution");
  /** To a test number no message goes. */
  function told(browser: Browser, challengeId: string): void {
    browser.challengeId = challengeId;
    if (!testCodes.has(browser.phone)) ledger.told(challengeId, browser.phone);
  }
  const processOf = () => random.below(2);
  /** Somebody else's challenge, perhaps, of another number. */
  const newest = () => [...ledger.challenges.keys()].at(-1);
  /** Whether this opens a session, as far as is known; in a day it still does. */
  function opens({ id, secret }: Credential): boolean {
    const known = ledger.sessions.get(id);
    if (!known || known.isOver || known.session.secretHash !== hashOf(secret)) return false;
    const { lastUsedAt } = known.session;
    return world.now() < Math.min(known.endsAt, lastUsedAt.getTime() + 30 * DAY_MS) - DAY_MS;
  }

  function codeFor({ phone, readsMessages, challengeId: held }: Browser): string {
    const [alice, bob] = phonesOf(seed);
    const messages = inboxes.get(phone) ?? [];
    const weights = { newest: 6, own: 3, older: 1, foreign: 1, fixed: 1, wrong: 2 };
    const kind = random.weighted(readsMessages ? weights : { ...weights, newest: 1, own: 1 });
    if (kind === "fixed") return FIXED_CODE;
    const found = {
      newest: messages.at(-1),
      own: messages.findLast(({ challengeId }) => challengeId === held),
      older: messages.at(0),
      foreign: inboxes.get(phone === alice ? bob : alice)?.at(-1),
      wrong: undefined,
    }[kind];
    return found?.code ?? String(random.below(1_000_000)).padStart(6, "0");
  }

  const actions = {
    request: (browser: Browser, process = processOf()) =>
      call("request", browser.name, process, async (auth) => {
        const held = browser.challengeId;
        // Who asks anew, and not once more, has no key of before.
        const isOnceMore = browser.proof === undefined && random.chance(0.4);
        const whose = browser.readsMessages ? "a key" : "a thief's key";
        const idempotencyKey = isOnceMore ? `${whose} ${random.below(2)}` : undefined;
        const { challengeId } = await auth.requestOtp({
          ...asked(browser),
          proof: browser.proof ?? proof(),
          phone: browser.phone,
          ...{ challengeId: held, idempotencyKey },
        });
        told(browser, challengeId);
      }),

    resend: (browser: Browser) =>
      call("resend", browser.name, processOf(), async (auth) => {
        const others = random.chance(0.5) ? newest() : undefined;
        const held = random.chance(0.9) ? browser.challengeId : others;
        const { challengeId } = await auth.resendOtp({
          ...asked(browser),
          proof: proof(),
          phone: browser.phone,
          challengeId: held,
        });
        told(browser, challengeId);
      }),

    verify(
      browser: Browser,
      { code = codeFor(browser), process = processOf(), asHolder = random.chance(0.8) } = {},
    ) {
      const challengeId = asHolder ? (browser.challengeId ?? newest()) : undefined;
      const kind = challengeId === undefined ? "by number alone" : "by its holder";
      return call("verify", `${browser.name} ${kind} with ${code}`, process, async (auth, task) => {
        Object.assign(task, { guess: code, rightCode: world.rightCodeAt(process) });
        try {
          const replaces = random.chance(0.5) ? browser.credential : undefined;
          const input = { ...asked(browser), phone: browser.phone, code, challengeId, replaces };
          const mustEnd = replaces !== undefined && opens(replaces);
          const { credential, device } = await auth.verifyOtp(input);
          const replaced = ledger.sessions.get(replaces?.id ?? "");
          if (replaced?.isOver) replaced.isAcknowledged = true;
          journal.hold(PROPERTIES.ended, !(mustEnd && replaces && opens(replaces)));
          journal.hold(PROPERTIES.settled, task.isSettled === true || task.isFaulted === true);
          journal.met(`signed in ${kind}`);
          ledger.knows(browser.phone, device.id);
          devices.push(device);
          browser.credential = credential;
          Object.assign(browser, { copied: credential, device });
        } catch (error) {
          if (error instanceof AuthError) journal.met(`verify ${kind}: ${error.code}`);
          const row = task.granted;
          const isRight = row?.phone === browser.phone && task.rightCode?.(row) === code;
          journal.hold(PROPERTIES.wins, !isRight || task.isFaulted === true || task.hasCompleted === true);
          throw error;
        }
      });
    },

    current: (browser: Browser, credential: Credential, process = processOf()) =>
      call("current", browser.name, process, async (auth, task) => {
        const known = ledger.sessions.get(credential.id);
        const [wasOver, hash] = [known?.isAcknowledged === true, hashOf(credential.secret)];
        const wasCurrent = known?.session.secretHash === hash;
        const began = world.now();
        const wasReplaced = known?.session.previousSecretHash === hash;
        const lastMoment = (known?.rotatedAt ?? 0) + GRACE_MS + world.skewMs() + LATE_MS;
        const found = await auth.currentSession({ ...asked(browser), credential });
        journal.met(found ? "session: opened" : "session: refused");
        journal.hold(PROPERTIES.ended, !(wasOver && found));
        journal.hold(PROPERTIES.life, found === null || began <= (known?.endsAt ?? 0) + world.skewMs());
        if (found?.renewed) browser.credential = found.renewed;
        if (!known) return;
        if (!found && known.isOver) known.isAcknowledged = true;
        const { createdAt, secretHash, previousSecretHash } = known.session;
        const isCurrent = wasCurrent || secretHash === hash;
        const isGraced = previousSecretHash === hash && began - known.rotatedAt <= GRACE_MS + world.skewMs();
        journal.hold(PROPERTIES.secret, found === null || isCurrent || isGraced);
        const isYoung = world.now() < createdAt.getTime() + 29 * DAY_MS;
        const mustOpen = wasCurrent && secretHash === hash && isYoung && !known.isOver && !task.isFaulted;
        journal.hold(PROPERTIES.opens, found !== null || !mustOpen);
        const isReused = wasReplaced && began > lastMoment && isYoung && !task.isFaulted;
        journal.hold(PROPERTIES.reuse, known.isOver || !isReused);
      }),

    history: (browser: Browser, { userId }: KnownSession) =>
      call("history", browser.name, processOf(), async (auth) => void (await auth.signInHistory({ userId }))),

    list: (browser: Browser, { userId }: KnownSession) =>
      call("list", browser.name, processOf(), async (auth) => void (await auth.listSessions({ userId }))),

    revoke: (browser: Browser, { userId, session }: KnownSession, target: KnownSession) =>
      call("revoke", browser.name, processOf(), async (auth) => {
        await auth.revokeSession({ userId, sessionId: target.session.id ?? session.id });
        target.isAcknowledged = true;
      }),

    revokeOthers: (browser: Browser, own: KnownSession) =>
      call("revokeOthers", browser.name, processOf(), async (auth, task) => {
        task.sessionId = own.session.id;
        const others = [...ledger.sessions.values()].filter(
          (each) => each.userId === own.userId && each !== own,
        );
        await auth.revokeOtherSessions({ userId: own.userId, sessionId: own.session.id });
        for (const each of others) each.isAcknowledged = true;
      }),

    exportAccount: (browser: Browser, user: User) =>
      call(
        "exportAccount",
        browser.name,
        processOf(),
        async (auth) => void (await auth.exportAccount({ user })),
      ),

    deleteAccount(browser: Browser, user: User, code = codeFor(browser), process = processOf()) {
      return call("deleteAccount", `${browser.name} with ${code}`, process, async (auth, task) => {
        Object.assign(task, { guess: code, rightCode: world.rightCodeAt(process) });
        const sessions = [...ledger.sessions.values()].filter(({ userId }) => userId === user.id);
        await auth.deleteAccount({ ...asked(browser), user, code, challengeId: browser.challengeId });
        for (const each of sessions) each.isAcknowledged = true;
      });
    },

    signOut: (browser: Browser, credential: Credential, own: KnownSession) =>
      call("signOut", browser.name, processOf(), async (auth) => {
        const isCurrent = own.session.secretHash === hashOf(credential.secret);
        await auth.signOut({ credential });
        if (isCurrent) own.isAcknowledged = true;
      }),
  };

  /** When the last call says that it is worth another try, in seconds; undefined where it says nothing of it. */
  const retryAfter = () => (refusal instanceof AuthError ? refusal.details.retryAfterSeconds : undefined);
  return { ...actions, retryAfter };
}
