import { createSignIn } from "@sixdigit/react";
import { toLocalTime } from "../browser/server-clock.ts";
import { client } from "../client.ts";
import { settings } from "../settings/page-settings.ts";

export const signIn = createSignIn(client, {
  countries: settings.countries,
  codeLength: settings.codeLength,
  // Where the account is asked for, the server has the word.
  mayBeSignedIn: settings.mayBeSignedIn || globalThis.location?.pathname.startsWith("/account"),
  toLocalTime,
});

/** Whether this tab is signed in by that session, as far as it has heard. */
export function isSignedInBy(sessionId: string): boolean {
  const state = signIn.session.get();
  return state.status === "signed-in" && state.session.id === sessionId;
}
