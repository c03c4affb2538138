export type InboxMessage = { id: string; to: string; text: string; at: string };

/** Asks the server which messages it "sent" to a number; newest last. */
export async function readInbox(phone: string, signal: AbortSignal): Promise<InboxMessage[]> {
  const answer = await fetch(`/dev/inbox?${new URLSearchParams({ phone })}`, { signal });
  if (!answer.ok) throw new Error(`the inbox answered ${answer.status}`);
  const { messages }: { messages: InboxMessage[] } = await answer.json();
  return messages;
}

export type MessageParts = { before: string; code?: string; after: string };

/** Cuts a message at its code, so that the code can be a button. */
export function splitAtCode(text: string): MessageParts {
  const found = /(?<![\d#])\d{6,10}(?!\d)/.exec(text);
  if (!found) return { before: text, after: "" };
  const [code] = found;
  return { before: text.slice(0, found.index), code, after: text.slice(found.index + code.length) };
}
