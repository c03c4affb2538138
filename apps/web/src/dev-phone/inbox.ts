export type InboxMessage = { id: string; to: string; text: string; at: string };

/**
 * Asks the server which messages it "sent" to a number.
 *
 * @returns the messages, newest last; null where there is no such inbox: outside development it is not found, and a page
 *   answers in its place
 */
export async function readInbox(phone: string, signal: AbortSignal): Promise<InboxMessage[] | null> {
  const answer = await fetch(`/dev/inbox?${new URLSearchParams({ phone })}`, { signal });
  const isJson = answer.headers.get("content-type")?.includes("application/json") ?? false;
  if (answer.status === 404 || !isJson) return null;
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
