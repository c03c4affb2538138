import type { AppRouter } from "@sixdigit/api";
import { createSignIn } from "@sixdigit/react";
import { createTRPCClient, type getFetch, httpLink } from "@trpc/client";
import { noteServerTime, toLocalTime } from "../browser/server-clock.ts";
import { settings } from "../settings/page-settings.ts";

/**
 * Every answer says what time it is where the times come from. What changes something is also done when its page is left at
 * that moment.
 */
const fetchAndNoteTime: ReturnType<typeof getFetch> = async (url, options) => {
  const response = await fetch(url, {
    ...options,
    signal: options?.signal ?? null,
    keepalive: options?.method === "POST",
  });
  noteServerTime(response.headers.get("date"), Date.now());
  return response;
};

/** One request per call: the server refuses batches. */
export const client = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/trpc", fetch: fetchAndNoteTime })],
});

export const signIn = createSignIn(client, {
  countries: settings.countries,
  codeLength: settings.codeLength,
  // Where the account is asked for, the server has the word.
  mayBeSignedIn: settings.mayBeSignedIn || location.pathname === "/account",
  toLocalTime,
});
