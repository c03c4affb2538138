import { useEffect, useRef } from "react";
import { MessageBubble } from "./message-bubble.tsx";
import { useInbox } from "./use-inbox.ts";

type Props = { phone: string | undefined; onCode: (code: string) => void };

/** A small phone that shows the messages of the console sender, so that nobody has to read the server's log. */
export function DevPhone({ phone, onCode }: Props) {
  const messages = useInbox(phone);
  const end = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    if (newest && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [newest]);

  return (
    <aside
      aria-label="Development phone"
      className="flex h-full animate-appear flex-col rounded-[2.5rem] border-8 border-ink bg-surface dark:border-edge"
    >
      <div className="border-b border-line px-5 pt-3 pb-3 text-center">
        <span aria-hidden="true" className="mx-auto mb-3 block h-1 w-14 rounded-full bg-line" />
        <p className="text-sm font-medium">Messages</p>
        <p className="text-xs text-soft tabular-nums">{phone ?? "Development only"}</p>
      </div>
      <div
        ref={end}
        role="log"
        aria-label="Messages"
        className="flex-1 space-y-4 overflow-y-auto rounded-b-[2rem] p-4"
      >
        {messages.length === 0 && (
          <p className="pt-24 text-center text-sm text-balance text-soft">
            The SMS will arrive here. Nothing leaves this machine.
          </p>
        )}
        {messages.map((message) => (
          <MessageBubble key={message.id} message={message} onCode={onCode} />
        ))}
      </div>
    </aside>
  );
}
