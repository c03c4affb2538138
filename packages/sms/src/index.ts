export { createConsoleSender } from "./console-sender.ts";
export { measureSms } from "./gsm7.ts";
export { createInbox, type Inbox, type InboxMessage } from "./inbox.ts";
export { type MessageSettings, renderMessage } from "./message.ts";
