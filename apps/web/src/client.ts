import type { AppRouter } from "@sixdigit/api";
import { createTRPCClient, type getFetch, httpLink } from "@trpc/client";
import { noteServerTime } from "./browser/server-clock.ts";

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

/** The one client, of the sign-in and of the hooks in `trpc.ts`. One request per call: the server refuses batches. */
export const client = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/trpc", fetch: fetchAndNoteTime })],
});
