import type { AppRouter } from "@sixdigit/api";
import { QueryClient } from "@tanstack/react-query";
import { type getFetch, httpLink, isTRPCClientError } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { noteServerTime } from "./browser/server-clock.ts";
import type { RefusalData } from "./errors/error-words.ts";

export const trpc = createTRPCReact<AppRouter>();

const ANSWER_WITHIN_MS = 30_000;
const QUERY_RETRIES = 1;

/** One request per call: a batch would answer as slowly as its slowest call and mix their statuses. */
export function createTrpcClient() {
  return trpc.createClient({ links: [httpLink({ url: "/trpc", fetch: fetchInTime })] });
}

/** No answer in time is an error that can be told; a page that waits for ever is not. */
const fetchInTime: ReturnType<typeof getFetch> = async (url, { signal, ...options } = {}) => {
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(url, {
    ...options,
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  });
  noteServerTime(response.headers.get("date"), Date.now());
  return response;
};

/**
 * A mutation is never repeated by itself: each one sends a message or uses up an attempt. A query is asked once more
 * only when no answer came, because a refusal (`UNAUTHENTICATED`, say) is an answer. `always`: without a network a call
 * fails with words instead of waiting in silence.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < QUERY_RETRIES && !refusalOf(error),
        networkMode: "always",
        staleTime: 10_000,
      },
      // What a mutation was given (the code) is forgotten as soon as its form has gone.
      mutations: { retry: 0, networkMode: "always", gcTime: 0 },
    },
  });
}

/** What the server said when it has answered, and no; undefined when nothing is known. */
export function refusalOf(error: unknown): RefusalData | undefined {
  return (isTRPCClientError<AppRouter>(error) && error.data) || undefined;
}
