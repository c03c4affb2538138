import { type AuditEvent, NEW_BROWSER, SIGN_IN_NAMES } from "../audit-event.ts";
import type { AuthDeps } from "../deps.ts";

const SHOWN = 20;

export type SignInEvent = AuditEvent & {
  name: (typeof SIGN_IN_NAMES)[number];
  /** Whether the browser was not known for the number then. That of the first sign-in is not news. */
  isNewBrowser: boolean;
};

/** A user's own last 20 sign-ins, the latest first, with what may be somebody else's doing marked (ASVS 6.3.5). */
export const signInHistory =
  (deps: AuthDeps) =>
  async ({ userId }: { userId: string }): Promise<SignInEvent[]> => {
    const events = await deps.store.listEvents({ userId, names: SIGN_IN_NAMES, limit: SHOWN + 1 });
    const signIns = events.filter(isSignIn);
    const first = signIns.length > SHOWN ? undefined : signIns.at(-1);
    return signIns.slice(0, SHOWN).map((event) => ({
      ...event,
      isNewBrowser: event.detail === NEW_BROWSER && event !== first,
    }));
  };

function isSignIn(event: AuditEvent): event is AuditEvent & Pick<SignInEvent, "name"> {
  return SIGN_IN_NAMES.some((name) => name === event.name);
}
