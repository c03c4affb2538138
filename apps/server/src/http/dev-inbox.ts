import { normalizePhone } from "@sixdigit/contracts";
import type { Inbox } from "@sixdigit/sms";
import type { RequestHandler } from "express";

/** The messages that the console sender "sent" to `?phone=`. Mounted in development only. */
export function devInbox(inbox: Inbox): RequestHandler {
  return (req, res) => {
    const { phone } = req.query;
    const number = typeof phone === "string" ? normalizePhone(phone.replace(/^ /, "+")) : undefined;
    res.json({ messages: number?.ok ? inbox.for(number.phone) : [] });
  };
}
