import type { AppRouter } from "@sixdigit/api";
import { QueryClient } from "@tanstack/react-query";
import { httpLink, isTRPCClientError, type TRPCClientError } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { noteServerTime } from "./browser/server-clock.ts";

export const trpc = createTRPCReact<AppRouter>();

const ANSWER_WITHIN_MS = 30_000;
const QUERY_RETRIES = 1;

/** One request per call: a batch would answer as slowly as its slowest call and mix their statuses. */
export function createTrpcClient() {
  return trpc.createClient({ links: [httpLink({ url: "/trpc", fetch: fetchInTime })] });
}

/** No answer in time is an error that can be told; a page that waits for ever is not. */
async function fetchInTime(url: RequestInfo | URL, options: RequestInit = {}): Promise<Response> {
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const response = await fetch(url, { ...options, signal });
  noteServerTime(response.headers.get("date"), Date.now());
  return response;
}

/**
 * A mutation is never repeated by itself: each one sends a message or uses up an attempt. A query is asked once more
 * only when no answer came, because a refusal (`UNAUTHENTICATED`, say) is an answer. `always`: without a network a call
 * fails with words instead of waiting in silence.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < QUERY_RETRIES && !isRefusal(error),
        networkMode: "always",
        staleTime: 10_000,
      },
      // What a mutation was given (the code) is forgotten as soon as its form has gone.
      mutations: { retry: 0, networkMode: "always", gcTime: 0 },
    },
  });
}

/** Whether the server has answered, and no; otherwise nothing is known. */
export function isRefusal(error: unknown): error is TRPCClientError<AppRouter> & { data: object } {
  return isTRPCClientError<AppRouter>(error) && Boolean(error.data?.authCode);
}
