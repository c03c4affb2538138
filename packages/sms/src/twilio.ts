import { z } from "zod";
import { apiBaseUrl } from "./api-base-url.ts";
import { type CallLimits, callProvider, type ProviderAnswer } from "./provider-call.ts";
import type { SendResult, SmsMessage, SmsSender } from "./sender.ts";
import { lookUpTwilioMessage } from "./twilio-lookup.ts";
import { twilioCode, twilioVerdict } from "./twilio-outcomes.ts";
import { readTwilioPrice } from "./twilio-price.ts";
import { AMBIGUOUS, TRANSIENT } from "./verdict.ts";

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
      return readAnswer(await callProvider({ ...request, body }, signal, limits));
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

const createdMessage = z.object({
  sid: z.string().regex(/^[SM]M[0-9a-fA-F]{32}$/),
  status: z.string(),
  error_code: twilioCode.nullish().catch(null),
  num_segments: z.coerce.number().int().positive().max(100).optional().catch(undefined),
  price: z.unknown().optional(),
  price_unit: z.unknown().optional(),
});
const refusal = z.object({ code: twilioCode });

const FAILED_AT_ONCE = new Set(["failed", "undelivered", "canceled"]);

function readAnswer(answer: ProviderAnswer): SendResult {
  if (answer.kind === "not-connected") return { ...TRANSIENT, errorCode: answer.kind };
  if (answer.kind === "no-answer") return { ...AMBIGUOUS, errorCode: answer.kind };
  const { status, body } = answer;
  if (status < 200 || status >= 300) {
    const code = refusal.safeParse(body).data?.code;
    return { ...twilioVerdict(code, status), errorCode: code?.toString() ?? `http-${status}` };
  }
  const created = createdMessage.safeParse(body).data;
  return created ? readCreated(created) : { ...AMBIGUOUS, errorCode: "bad-answer" };
}

function readCreated(created: z.output<typeof createdMessage>): SendResult {
  const { sid, status, error_code, num_segments } = created;
  const price = readTwilioPrice(created.price, created.price_unit);
  const failed = FAILED_AT_ONCE.has(status);
  return {
    // A message that failed at once is refused by what its code says, or, without one, for good.
    ...(failed ? twilioVerdict(error_code ?? undefined, 400) : { outcome: "accepted" }),
    providerMessageId: sid,
    ...(num_segments !== undefined && { segments: num_segments }),
    ...(failed && { errorCode: error_code?.toString() ?? status }),
    ...(price && { price }),
  };
}
