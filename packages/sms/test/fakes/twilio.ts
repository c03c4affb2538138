import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type FakeProvider, type Judgement, startProvider } from "./provider-server.ts";

export const TWILIO_ACCOUNT = `AC${"0123456789abcdef".repeat(2)}`;
export const TWILIO_TOKEN = "fake-auth-token";
export const TWILIO_SERVICE = `MG${"fedcba9876543210".repeat(2)}`;
export const TWILIO_NUMBER = "+14155552345";

const RECORD = new RegExp(`^/2010-04-01/Accounts/${TWILIO_ACCOUNT}/Messages/(SM[0-9a-f]{32}).json$`);
const PATH = `/2010-04-01/Accounts/${TWILIO_ACCOUNT}/Messages.json`;
/** All parameters of the Messages API that this project sends; another one is a mistake here. */
const KNOWN = new Set(["To", "From", "MessagingServiceSid", "Body", "StatusCallback"]);

/** Twilio's Messages API, as far as a text message needs it. */
export async function startTwilio(): Promise<FakeTwilio> {
  const account = randomUUID();
  let count = 0;
  const records = new Map<string, object>();
  let changes: Changes = {};
  const provider = await startProvider((request, body) => {
    const asked = records.get(RECORD.exec(request.url ?? "")?.[1] ?? "");
    if (request.method === "GET" && asked && isAuthorized(request)) {
      return { isRead: true, status: 200, body: { ...asked, ...changes } };
    }
    const problem = problemOf(request, new URLSearchParams(body));
    if (problem) return problem;
    const judgement: Judgement & { body: { sid: string } } = created(
      new URLSearchParams(body),
      `${account} ${++count}`,
    );
    records.set(judgement.body.sid, judgement.body);
    return judgement;
  });
  const lastSid = () => [...records.keys()].at(-1) ?? "none";
  const says = (next: Changes) => {
    changes = next;
  };
  return { ...provider, [Symbol.asyncDispose]: provider[Symbol.asyncDispose], says, lastSid };
}

/** What a message's record says other than at first. */
type Changes = { status?: string; error_code?: number; price?: string; price_unit?: string };
export type FakeTwilio = FakeProvider & { says(changes: Changes): void; lastSid(): string };

function isAuthorized({ headers }: IncomingMessage): boolean {
  const expected = Buffer.from(`${TWILIO_ACCOUNT}:${TWILIO_TOKEN}`).toString("base64");
  return headers.authorization === `Basic ${expected}`;
}

export function twilioError(code: number, status = 400, message = "An error."): Judgement {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

function problemOf(request: IncomingMessage, form: URLSearchParams): Judgement | undefined {
  if (request.url !== PATH)
    return twilioError(20404, 404, `The requested resource ${request.url} was not found`);
  if (request.method !== "POST") return twilioError(20004, 405, "Method not allowed");
  if (!isAuthorized(request)) return twilioError(20003, 401, "Authenticate");
  if (request.headers["content-type"] !== "application/x-www-form-urlencoded") {
    return twilioError(20001, 415, "Unsupported content type");
  }
  const strange = [...form.keys()].find((key) => !KNOWN.has(key) || form.getAll(key).length > 1);
  if (strange !== undefined) return twilioError(20001, 400, `Unexpected ${strange}`);
  if (!/^\+[1-9][0-9]{6,14}$/.test(form.get("To") ?? "")) {
    return twilioError(21211, 400, `The 'To' number ${form.get("To")} is not a valid phone number.`);
  }
  if (form.has("From") === form.has("MessagingServiceSid"))
    return twilioError(21603, 400, "A 'From' is required");
  const length = [...(form.get("Body") ?? "")].length;
  return length === 0 || length > 1600 ? twilioError(21602, 400, "Message body is required.") : undefined;
}

function created(form: URLSearchParams, name: string) {
  const sid = `SM${createHash("md5").update(name).digest("hex")}`;
  const service = form.get("MessagingServiceSid");
  const now = "Thu, 24 Aug 2023 05:01:45 +0000";
  const uri = `/2010-04-01/Accounts/${TWILIO_ACCOUNT}/Messages/${sid}`;
  const callbackUrl = form.get("StatusCallback");
  return {
    sent: {
      to: form.get("To") ?? "",
      text: form.get("Body") ?? "",
      ...(callbackUrl !== null && { callbackUrl }),
    },
    status: 201,
    body: {
      account_sid: TWILIO_ACCOUNT,
      api_version: "2010-04-01",
      body: form.get("Body"),
      date_created: now,
      date_sent: null,
      date_updated: now,
      direction: "outbound-api",
      error_code: null,
      error_message: null,
      from: form.get("From"),
      messaging_service_sid: service,
      num_media: "0",
      num_segments: service === null ? "1" : "0",
      price: null,
      price_unit: null,
      sid,
      status: service === null ? "queued" : "accepted",
      subresource_uris: { media: `${uri}/Media.json` },
      to: form.get("To"),
      uri: `${uri}.json`,
    },
  };
}
