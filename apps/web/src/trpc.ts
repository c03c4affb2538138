import type { AppRouter } from "@sixdigit/api";
import { refusalOf } from "@sixdigit/react";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { createTRPCReact } from "@trpc/react-query";

/** Every procedure as a typed hook, below `TrpcProvider`. A question whose page is left is not waited for. */
export const trpc = createTRPCReact<AppRouter>({ abortOnUnmount: true });

/**
 * Nothing is asked again by itself. `always`: without a network a call fails with words instead of waiting in silence.
 *
 * @param onSessionOver called when the answer to a query is that there is no session any more
 */
export function createQueryClient(onSessionOver: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => refusalOf(error)?.authCode === "UNAUTHENTICATED" && onSessionOver(),
    }),
    defaultOptions: {
      queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
