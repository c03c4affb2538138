import { z } from "zod";
import { apiBaseUrl } from "./api-base-url.ts";
import { type CallLimits, callProvider } from "./provider-call.ts";
import type { SmsMessage, SmsSender } from "./sender.ts";
import { readTwilioAnswer } from "./twilio-answer.ts";
import { lookUpTwilioMessage } from "./twilio-lookup.ts";

/** The variables of the environment. No message about a wrong one shows its value. */
export const twilioSettings = z
  .object({
    TWILIO_ACCOUNT_SID: z
      .string("is required to send through Twilio")
      .regex(/^AC[0-9a-fA-F]{32}$/, "must be AC and 32 hexadecimal digits"),
    TWILIO_AUTH_TOKEN: z
      .string("is required to send through Twilio")
      .regex(/^[\x21-\x7e]+$/, "must be printable characters without spaces"),
    TWILIO_FROM: z
      .string()
      .regex(
        /^(\+[1-9][0-9]{6,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
        "must be a number such as +14155552345, a short code or a sender name of up to 11 letters and digits",
      )
      .optional(),
    TWILIO_MESSAGING_SERVICE_SID: z
      .string()
      .regex(/^MG[0-9a-fA-F]{32}$/, "must be MG and 32 hexadecimal digits")
      .optional(),
    TWILIO_API_BASE_URL: apiBaseUrl("https://api.twilio.com"),
  })
  .refine(
    (given) => (given.TWILIO_FROM === undefined) !== (given.TWILIO_MESSAGING_SERVICE_SID === undefined),
    {
      path: ["TWILIO_FROM"],
      error: "give either this or TWILIO_MESSAGING_SERVICE_SID to send through Twilio",
    },
  );

export type TwilioSettings = z.output<typeof twilioSettings>;

/**
 * Sends through Twilio's Messages API (2010-04-01). Receipts go to the message's `callbackUrl`, with its id: if Twilio's own
 * is lost with its answer, they are matched by ours.
 */
export function createTwilioSender(settings: TwilioSettings, limits?: CallLimits): SmsSender {
  const account = settings.TWILIO_ACCOUNT_SID;
  const credentials = Buffer.from(`${account}:${settings.TWILIO_AUTH_TOKEN}`).toString("base64");
  const messages = `${settings.TWILIO_API_BASE_URL}/2010-04-01/Accounts/${account}/Messages`;
  const headers = { authorization: `Basic ${credentials}`, accept: "application/json" };
  const request = {
    url: `${messages}.json`,
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
  };
  return {
    name: "twilio",
    async send(message, signal) {
      const body = formOf(settings, message).toString();
      return readTwilioAnswer(await callProvider({ ...request, body }, signal, limits));
    },
    lookUp: (sid, signal) => lookUpTwilioMessage({ url: `${messages}/${sid}.json`, headers }, signal),
  };
}

function formOf(settings: TwilioSettings, { id, phone, text, callbackUrl }: SmsMessage): URLSearchParams {
  const form = new URLSearchParams({ To: phone, Body: text });
  if (settings.TWILIO_FROM !== undefined) form.set("From", settings.TWILIO_FROM);
  if (settings.TWILIO_MESSAGING_SERVICE_SID !== undefined) {
    form.set("MessagingServiceSid", settings.TWILIO_MESSAGING_SERVICE_SID);
  }
  if (callbackUrl !== undefined) form.set("StatusCallback", `${callbackUrl}?delivery=${id}`);
  return form;
}
