import type { Clock, CodeSender, NewId } from "@sixdigit/auth";
import type { Inbox } from "./inbox.ts";
import { pickLocale } from "./locale.ts";
import { type MessageSettings, renderMessage } from "./message.ts";

/** Sends nothing: prints each message and keeps it in the inbox. For development. */
export function createConsoleSender(deps: {
  settings: MessageSettings;
  inbox: Inbox;
  clock: Clock;
  newId: NewId;
  print: (line: string) => void;
}): CodeSender {
  return {
    async sendCode({ phone, code, validForSeconds, locale }) {
      const text = renderMessage(deps.settings, { code, validForSeconds, locale: pickLocale(locale) });
      deps.inbox.add({ id: deps.newId(), to: phone, text, at: deps.clock() });
      deps.print(`SMS to ${phone}\n${text.replace(/^/gm, "  ")}`);
      return "accepted";
    },
  };
}
