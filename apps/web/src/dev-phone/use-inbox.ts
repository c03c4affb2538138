import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type InboxMessage, readInbox } from "./inbox.ts";

const ASK_EVERY_MS = 1_000;

/**
 * The messages to a number, asked for each second while the page is in view and the first answer was a good one.
 *
 * @returns undefined where there is no inbox; then it is not asked again
 */
export function useInbox(phone: string | undefined): InboxMessage[] | undefined {
  const [exists, setExists] = useState(true);
  const { data = [] } = useQuery({
    queryKey: ["dev-inbox", phone],
    enabled: exists && phone !== undefined,
    queryFn: async ({ signal }) => {
      const messages = await readInbox(phone ?? "", signal);
      if (!messages) setExists(false);
      return messages ?? [];
    },
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined ? false : ASK_EVERY_MS),
  });
  return exists ? data : undefined;
}
