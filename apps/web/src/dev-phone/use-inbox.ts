import { useEffect, useState } from "react";
import { type InboxMessage, readInbox } from "./inbox.ts";

const ASK_EVERY_MS = 1_000;

/** The messages to a number, asked for each second while the page is in view. */
export function useInbox(phone: string | undefined): InboxMessage[] {
  const [inbox, setInbox] = useState<{ phone: string; messages: InboxMessage[] }>();
  useEffect(() => {
    if (!phone) return;
    const controller = new AbortController();
    const { signal } = controller;
    const ask = () => {
      if (document.hidden) return;
      // One that fails is followed by the next.
      readInbox(phone, signal).then(
        (messages) => signal.aborted || setInbox({ phone, messages }),
        () => undefined,
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [phone]);
  return inbox && inbox.phone === phone ? inbox.messages : [];
}
