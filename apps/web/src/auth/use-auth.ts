import { hashKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { refusalOf, trpc } from "../trpc.ts";

const sessionKey = getQueryKey(trpc.session.current, undefined, "query");

/**
 * Who is signed in, and the two ways that changes. Being signed out is an answer (`account` is null), not a failure: only
 * a service that cannot be asked is `unreachable`, and that signs nobody out.
 */
export function useAuth() {
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  const session = useQuery({
    queryKey: sessionKey,
    queryFn: async () => {
      try {
        return await client.session.current.query();
      } catch (error) {
        if (refusalOf(error)?.authCode === "UNAUTHENTICATED") return null;
        throw error;
      }
    },
  });

  /** Asks anew after a sign-in, or after a failure. */
  const refresh = () => queryClient.resetQueries({ queryKey: sessionKey });

  /** Ends the session and forgets all that was loaded under it. Rejects when the server could not be told. */
  const signOut = async () => {
    await client.session.signOut.mutate();
    await queryClient.cancelQueries();
    queryClient.removeQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(sessionKey) });
    queryClient.setQueryData(sessionKey, null);
  };

  if (session.data !== undefined) {
    return { status: "known" as const, account: session.data, refresh, signOut };
  }
  return { status: session.isError ? ("unreachable" as const) : ("loading" as const), refresh };
}

export type Account = NonNullable<Extract<ReturnType<typeof useAuth>, { status: "known" }>["account"]>;
