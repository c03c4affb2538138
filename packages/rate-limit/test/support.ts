import type { Charge, LimitSubject, Limits } from "@sixdigit/auth";
import { AuthError, normalizePhone } from "@sixdigit/contracts";
import type { LimitRule } from "../src/index.ts";

export function subjectOf(written: string): LimitSubject {
  const result = normalizePhone(written);
  if (!result.ok) throw new TypeError(`${written} is not a phone number`);
  return { phone: result.phone };
}

export const alice = subjectOf("+14155550132");
export const bob = subjectOf("+919876543210");

export function ruleOf(changes: Partial<LimitRule> = {}): LimitRule {
  return {
    name: "sends-per-phone",
    action: "send",
    key: ({ phone }) => phone,
    points: 3,
    windowSeconds: 60,
    liftable: true,
    ...changes,
  };
}

/** Charges one subject many times at once. */
export function chargeAtOnce(limits: Limits, times: number, subject = alice): Promise<Charge[]> {
  return Promise.all(Array.from({ length: times }, () => limits.charge("send", subject)));
}

/** Charges one subject again and again, and returns how many points were left. */
export async function pointsLeft(limits: Limits, subject = alice): Promise<number> {
  let left = 0;
  while ((await limits.charge("send", subject)).allowed) left += 1;
  return left;
}

export const countAllowed = (charges: readonly Charge[]) => charges.filter(({ allowed }) => allowed).length;

export async function refund(charge: Charge): Promise<void> {
  if (!charge.allowed) throw new TypeError("a refusal has nothing to give back");
  await charge.refund();
}

/** The code of the `AuthError` that a call ends with; anything else as it is. */
export async function codeOf(call: Promise<unknown>): Promise<unknown> {
  const outcome = await call.catch((thrown: unknown) => thrown);
  return outcome instanceof AuthError ? outcome.code : outcome;
}
