import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { client } from "./client.ts";
import { signIn } from "./session/sign-in.ts";
import { createQueryClient, trpc } from "./trpc.ts";

/**
 * What the hooks of `trpc.ts` need. It stands around the pages of an account, not around the app: the first view does not load
 * the query library, and what was asked is forgotten when the account is left, since the next to sign in may be somebody else.
 */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => createQueryClient(signIn.session.over));
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
