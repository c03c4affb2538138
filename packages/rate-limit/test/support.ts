import type { Charge, LimitedAction, LimitSubject, Limits } from "@sixdigit/auth";
import { AuthError, normalizePhone } from "@sixdigit/contracts";
import type { ManualClock } from "@sixdigit/testing";
import {
  type Counters,
  createLimits,
  createProofs,
  type LimitRule,
  type LimitSettings,
  limitTables,
} from "../src/index.ts";

export const SECRET = "a secret of the limits' tests, 32";

export function subjectOf(written: string, changes: Partial<LimitSubject> = {}): LimitSubject {
  const result = normalizePhone(written);
  if (!result.ok) throw new TypeError(`${written} is not a phone number`);
  const { phone, country = "none" } = result;
  return { phone, range: phone.slice(0, -4), country, networks: [], device: undefined, ...changes };
}

export const alice = subjectOf("+14155550132");
export const bob = subjectOf("+919876543210");

export function ruleOf(changes: Partial<LimitRule> = {}): LimitRule {
  return {
    name: "sends-per-phone",
    by: "phone",
    windowSeconds: 60,
    hard: 3,
    adds: ["open"],
    refuses: ["open"],
    onSuccess: "stays",
    callers: "all",
    code: "RATE_LIMITED",
    liftable: true,
    ...changes,
  };
}

type Changes = Partial<LimitSettings> & { counters: Counters };

/** Limits of these rules alone; nothing is judged by its conversion unless it is asked for. */
export function limitsOf(rules: readonly LimitRule[], changes: Changes): Limits {
  const settings: LimitSettings = {
    tables: { ...limitTables, rules, conversion: [] },
    clock: () => new Date(),
    proofs: createProofs([SECRET]),
    proofPolicy: "suspicious",
    ...changes,
  };
  const limits = createLimits(settings);
  return {
    ...limits,
    charge: (...call) => createLimits({ ...settings, counters: fewSteps(settings.counters) }).charge(...call),
  };
}

/** More than any call takes: its lines, those in the light of what was found, a place, a used proof, measures and a refund. */
const STEPS = 12;

/** A call that would go on asking for ever is stopped. */
function fewSteps(counters: Counters): Counters {
  let steps = 0;
  return {
    ...counters,
    async apply(step) {
      steps += 1;
      if (steps > STEPS) throw new Error(`a charge took more than ${STEPS} steps of the counters`);
      return counters.apply(step);
    },
  };
}

/** Charges one subject many times at once. */
export function chargeAtOnce(
  limits: Limits,
  times: number,
  subject = alice,
  action: LimitedAction = "open",
): Promise<Charge[]> {
  return Promise.all(Array.from({ length: times }, () => limits.charge(action, subject)));
}

const MOST_POINTS = 100;

/** Charges one subject again and again, and returns how many points were left: a hundred at most. */
export async function pointsLeft(limits: Limits, subject = alice): Promise<number> {
  let left = 0;
  while (left < MOST_POINTS && (await limits.charge("open", subject)).allowed) left += 1;
  return left;
}

export const countAllowed = (charges: readonly Charge[]) => charges.filter(({ allowed }) => allowed).length;

export type Allowed = Extract<Charge, { allowed: true }>;
export function granted(charge: Charge | undefined): Allowed {
  if (!charge?.allowed) throw new TypeError(`refused: ${charge?.rule}`);
  return charge;
}

/** Charges so many times, a step of time before each; what is told of each: the wait, or that it was allowed. */
export async function chargeEvery(limits: Limits, clock: ManualClock, seconds: readonly number[]) {
  const told: (number | "allowed" | string)[] = [];
  for (const each of seconds) {
    clock.advance(each);
    const charge = await limits.charge("open", alice);
    told.push(charge.allowed ? "allowed" : (charge.retryAfterSeconds ?? charge.code));
  }
  return told;
}

/** The code of the `AuthError` that a call ends with; anything else as it is. */
export async function codeOf(call: Promise<unknown>): Promise<unknown> {
  const outcome = await call.catch((thrown: unknown) => thrown);
  return outcome instanceof AuthError ? outcome.code : outcome;
}
