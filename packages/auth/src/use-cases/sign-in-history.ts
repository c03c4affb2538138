import { type AuditEvent, SIGN_IN_NAMES } from "../audit-event.ts";
import type { AuthDeps } from "../deps.ts";

const SHOWN = 20;

export type SignInEvent = AuditEvent & { name: (typeof SIGN_IN_NAMES)[number] };

/** A user's own last 20 sign-ins, the latest first (ASVS 6.3.5). */
export const signInHistory =
  (deps: AuthDeps) =>
  async ({ userId }: { userId: string }): Promise<SignInEvent[]> => {
    const events = await deps.store.listEvents({ userId, names: SIGN_IN_NAMES, limit: SHOWN });
    return events.filter(isSignIn);
  };

function isSignIn(event: AuditEvent): event is SignInEvent {
  return SIGN_IN_NAMES.some((name) => name === event.name);
}
