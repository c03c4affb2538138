export type InboxMessage = { id: string; to: string; text: string; at: Date };

export type Inbox = {
  add(message: InboxMessage): void;
  /** The messages to one number, the latest last. */
  for(phone: string): InboxMessage[];
};

/** The last messages that the console sender "sent": `keep` of them at most, whoever they were for. */
export function createInbox({ keep = 500 }: { keep?: number } = {}): Inbox {
  const messages: InboxMessage[] = [];
  return {
    add(message) {
      messages.push(message);
      if (messages.length > keep) messages.shift();
    },
    for: (phone) => messages.filter((each) => each.to === phone),
  };
}
