import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type InboxMessage, readInbox } from "./inbox.ts";

const ASK_EVERY_MS = 1_000;

/** Outlives the pages: a server without an inbox is asked once, not once a page. */
let isMissing = false;

/**
 * The messages to a number, asked for each second while the page is in view and the first answer was a good one.
 *
 * @returns undefined where there is no inbox
 */
export function useInbox(phone: string | undefined): InboxMessage[] | undefined {
  const [missing, setMissing] = useState(isMissing);
  const { data = [] } = useQuery({
    queryKey: ["dev-inbox", phone],
    enabled: !missing && phone !== undefined,
    queryFn: async ({ signal }) => {
      const messages = await readInbox(phone ?? "", signal);
      if (!messages) {
        isMissing = true;
        setMissing(true);
      }
      return messages ?? [];
    },
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined ? false : ASK_EVERY_MS),
  });
  return missing ? undefined : data;
}
