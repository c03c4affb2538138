import { AuthError, type E164 } from "@sixdigit/contracts";
import type { AuthDeps } from "./deps.ts";
import { limitSubject } from "./limit-subject.ts";
import type { Charge, LimitedAction } from "./ports.ts";
import type { Requester } from "./requester.ts";

export type Allowed = Extract<Charge, { allowed: true }>;

/**
 * Takes the points of an action, or refuses as the limits say.
 *
 * @throws AuthError `RATE_LIMITED`, `TOO_MANY_ATTEMPTS`, `PROOF_REQUIRED`, `UNAVAILABLE`
 */
export async function chargeOrRefuse(
  { limits, audit }: AuthDeps,
  action: LimitedAction,
  { phone, requester }: { phone: E164; requester?: Requester | undefined },
  proof?: string | undefined,
): Promise<Allowed> {
  const charge = await limits.charge(action, limitSubject(phone, requester), proof);
  if (charge.allowed) return charge;
  const { code, rule, retryAfterSeconds, proof: puzzle } = charge;
  await audit.recordRefusal("limit-hit", { phone, requester, detail: rule });
  throw new AuthError(code, {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(puzzle && { proof: puzzle }),
  });
}
