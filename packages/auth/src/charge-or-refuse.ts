import { AuthError } from "@sixdigit/contracts";
import type { AuthDeps } from "./deps.ts";
import type { Charge, LimitedAction, LimitSubject } from "./ports.ts";

export type Allowed = Extract<Charge, { allowed: true }>;

/**
 * Takes the points of an action, or refuses as the limits say.
 *
 * @throws AuthError `RATE_LIMITED`, `TOO_MANY_ATTEMPTS`, `PROOF_REQUIRED`, `UNAVAILABLE`
 */
export async function chargeOrRefuse(
  { limits }: AuthDeps,
  action: LimitedAction,
  subject: LimitSubject,
  proof?: string | undefined,
): Promise<Allowed> {
  const charge = await limits.charge(action, subject, proof);
  if (charge.allowed) return charge;
  const { code, retryAfterSeconds, proof: puzzle } = charge;
  throw new AuthError(code, {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(puzzle && { proof: puzzle }),
  });
}
