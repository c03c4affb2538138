import { type AuthDeps, createAuditor, createAuth, createKeyring, defaultPolicy } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import { createMemoryStore } from "@sixdigit/db";
import { createLimits, type LimitEvent, memoryCounters } from "@sixdigit/rate-limit";
import type { Random } from "@sixdigit/simulation/random";
import type { Defence } from "./defences.ts";
import { modelledProofs } from "./modelled-proofs.ts";
import type { Timeline } from "./timeline.ts";

const SECRET = "a secret of the day of attacks, which is no secret";
/** Nobody is refused because the memory of this machine is small. */
const ROWS = 2_000_000;

export type Service = ReturnType<typeof createService>;
type Given = { defence: Defence; timeline: Timeline; random: Random; start: Date };

/** The product, on the day's clock, with a sender that keeps the messages. */
export function createService({ defence, timeline, random, start }: Given) {
  const clock = () => new Date(start.getTime() + timeline.now());
  const messages = new Map<string, string>();
  const sentTo = new Map<E164, number>();
  const events: LimitEvent[] = [];
  let ids = 0;
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, "0")}`;
  const { proofs, workOf } = modelledProofs(random);
  const store = createMemoryStore({ maxRows: ROWS });
  const { tables, proofPolicy } = defence;
  const observe = (event: LimitEvent) => void events.push(event);
  const counters = memoryCounters();
  const limits = createLimits({ tables, counters, clock, proofs, proofPolicy, observe });
  const sender: AuthDeps["sender"] = {
    async sendCode({ phone, code, challengeId }) {
      messages.set(challengeId, code);
      sentTo.set(phone, (sentTo.get(phone) ?? 0) + 1);
      return "accepted";
    },
  };
  const keys = createKeyring([SECRET]);
  const auth = createAuth({
    store,
    // Without the brake of each process, which goes by the machine's own clock.
    limits,
    sender,
    clock,
    randomBytes: random.bytes,
    newId,
    codeKeys: keys,
    sessionKeys: keys,
    audit: createAuditor({
      ...{ store, clock, newId, hashPhone: (phone) => phone },
      readUserAgent: () => ({ browser: null, os: null }),
      onFailure: (error) => {
        throw error;
      },
    }),
    policy: defaultPolicy,
    revealCode: false,
  });
  return {
    auth,
    limits,
    workOf,
    events,
    sweep: () => store.sweep(clock()),
    /** What the message of a challenge said last. */
    codeOf: (challengeId: string) => messages.get(challengeId) ?? "",
    sentTo: (phone: E164) => sentTo.get(phone) ?? 0,
    sent: () => [...sentTo.values()].reduce((sum, each) => sum + each, 0),
  };
}
