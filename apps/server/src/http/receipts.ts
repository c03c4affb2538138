import { createHash, timingSafeEqual } from "node:crypto";
import { parse } from "node:querystring";
import {
  furthestOfEach,
  isSignedByTwilio,
  type Receipt,
  ReceiptError,
  readMsg91Receipt,
  readTwilioReceipt,
} from "@sixdigit/sms";
import express, { type Request, type Router } from "express";
import { readText } from "./read-text.ts";
import { HttpRefusal } from "./refuse.ts";

export type ReceiptSettings = {
  publicOrigin: string;
  /** With which Twilio signs; undefined where Twilio is not among the providers. */
  twilioAuthToken: string | undefined;
  /** The part of the address that only MSG91 knows. */
  msg91Secret: string | undefined;
  /** Moves deliveries on. @returns whether any of the messages is one of ours */
  take: (provider: string, receipts: readonly Receipt[]) => Promise<boolean>;
};

const MAX_BYTES = 64 * 1024;
/** Each is a write. Reports of one message are far below it. */
const MAX_MESSAGES = 200;

/** Where providers report what became of a message. Receipts move deliveries, and nothing else. */
export function receiptWebhooks({
  publicOrigin,
  twilioAuthToken,
  msg91Secret,
  take,
}: ReceiptSettings): Router {
  const router = express.Router();

  const accept = async (provider: string, given: Receipt[]) => {
    const receipts = furthestOfEach(given);
    if (receipts.length > MAX_MESSAGES) throw tooMany();
    if (!(await take(provider, receipts))) throw new HttpRefusal(404, "NOT_FOUND");
  };

  if (twilioAuthToken !== undefined) {
    router.post("/twilio", async (req, res) => {
      const signature = req.headers["x-twilio-signature"]?.toString();
      if (signature === undefined) throw new HttpRefusal(400);
      const fields = formOf(await readText(req, MAX_BYTES));
      // Behind a proxy it is the public address that was signed.
      const url = publicOrigin + req.originalUrl;
      if (!isSignedByTwilio({ authToken: twilioAuthToken, url, fields, signature })) {
        throw new HttpRefusal(403, "FORBIDDEN");
      }
      await accept(
        "twilio",
        readable(() => readTwilioReceipt(fields, deliveryIn(req.query))),
      );
      res.sendStatus(204);
    });
  }

  if (msg91Secret !== undefined) {
    router.post("/msg91/:secret", async (req, res) => {
      if (!isSame(req.params.secret, msg91Secret)) throw new HttpRefusal(404, "NOT_FOUND");
      const text = await readText(req, MAX_BYTES);
      const isForm = /^application\/x-www-form-urlencoded\b/i.test(req.headers["content-type"] ?? "");
      await accept(
        "msg91",
        readable(() => readMsg91Receipt(isForm ? formOf(text) : jsonOf(text))),
      );
      res.sendStatus(204);
    });
  }

  return router;
}

/** All fields, however many: each of them is signed. */
function formOf(text: string): Record<string, string | string[]> {
  const fields = parse(text, undefined, undefined, { maxKeys: 0 });
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? ""]));
}

/** The id that was given to Twilio with the message. */
function deliveryIn({ delivery }: Request["query"]): string | undefined {
  return typeof delivery === "string" && /^[0-9a-f-]{36}$/.test(delivery) ? delivery : undefined;
}

function tooMany(): HttpRefusal {
  return new HttpRefusal(413, "INVALID_INPUT", `Too many messages in one report: ${MAX_MESSAGES} at most.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal(400);
  }
}

function readable(read: () => Receipt[]): Receipt[] {
  try {
    return read();
  } catch (error) {
    throw error instanceof ReceiptError ? new HttpRefusal(400) : error;
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
