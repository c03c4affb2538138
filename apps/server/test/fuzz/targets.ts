import { signedByTwilio } from "../support/signed-by-twilio.ts";
import type { Sent } from "./send-raw.ts";
import { MSG91_SECRET, ORIGIN, TWILIO_TOKEN } from "./settings.ts";

/** One place at which a stranger's text comes in. */
export type Target = {
  name: string;
  /** What a well-meaning one would say, to begin with. */
  seeds: readonly string[];
  /** Pieces that mean something there. */
  words: readonly string[];
  sent(text: string): Sent;
};
type Texts = Pick<Target, "name" | "seeds"> & { words: string };

const PHONE = "+14155550132";
const UUID = "018f0000-0000-7000-8000-000000000001";
const SECRET = "A".repeat(43);
const SID = `SM${"5".repeat(32)}`;
const FORWARDED = { "x-forwarded-proto": "https" };
const JSON_TYPE = { "content-type": "application/json" };

/** A line cannot hold more than Latin-1 without its ends. */
const oneLine = (text: string) => text.replace(/[\0\r\n]|[^\0-\xff]/g, "~");

/** In words that are parted by spaces; the space is always one. */
const target = ({ words, ...texts }: Texts, sent: Target["sent"]): Target => ({
  ...texts,
  words: [...words.split(" "), " "],
  sent,
});

/** Of a call that reads it. */
const header = (texts: Texts): Target =>
  target(texts, (text) => ({
    method: "GET",
    path: "/api/auth/session",
    headers: { ...FORWARDED, [texts.name]: oneLine(text) },
  }));

/** Of a call that sends a message, which looks at the language and notes the browser. */
const headerOfRequest = (texts: Texts): Target =>
  target(texts, (text) => ({
    path: "/api/auth/otp/request",
    headers: { ...FORWARDED, ...JSON_TYPE, [texts.name]: oneLine(text) },
    body: JSON.stringify({ phoneNumber: PHONE }),
  }));

/** Of a page, or of a file that belongs to it. */
const headerOfPage = (header: string, texts: Texts, path = "/"): Target =>
  target(texts, (text) => ({
    method: "GET",
    path,
    headers: { ...FORWARDED, [header]: oneLine(text) },
  }));

const field = (texts: Texts): Target =>
  target(texts, (text) => ({
    path: "/api/auth/otp/verify",
    headers: { ...FORWARDED, ...JSON_TYPE },
    body: JSON.stringify({ phoneNumber: PHONE, otp: "123456", [texts.name]: text }),
  }));

const JSON_WORDS = '{ } [ ] ": , null 1e999 -0 "\\u0000" "__proto__" true';

const json = (path: string, { name, seeds, words }: Omit<Texts, "seeds"> & { seeds: readonly unknown[] }) =>
  target(
    { name, seeds: seeds.map((seed) => JSON.stringify(seed)), words: `${JSON_WORDS} ${words}` },
    (body) => ({ path, headers: { ...FORWARDED, ...JSON_TYPE }, body }),
  );

/** Signed rightly, so that what is read after the signature is reached. */
function sentByTwilio(text: string): Sent {
  const fields: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) fields[name] = [...(fields[name] ?? []), value];
  const path = "/webhooks/sms/twilio";
  const { headers, body } = signedByTwilio({ origin: ORIGIN, path, fields, token: TWILIO_TOKEN });
  return { path, headers: { ...FORWARDED, ...headers }, body };
}

export const targets: readonly Target[] = [
  field({
    name: "phoneNumber",
    seeds: [PHONE, "(415) 555-0132"],
    words: "+ 00 870 - ( ) ;ext= \u0661 \u200b \0",
  }),
  field({ name: "otp", seeds: ["123456", "12 34 56"], words: "0 - \u0661 \uff11 \0" }),
  field({ name: "challengeId", seeds: ["A".repeat(22)], words: "- _ = \0" }),
  header({
    name: "cookie",
    seeds: ["__Host-session=Fe26.2*1*a*b*c*1*e*f~2", `__Host-session=${UUID}.${SECRET}`],
    words: `__Host-session= __Host-challenge= __Host-device= ; Fe26.2* * % " = ~2 ${UUID} .`,
  }),
  header({
    name: "authorization",
    seeds: [`Bearer ${UUID}.${SECRET}`],
    words: `Bearer Basic . = ${UUID} ${SECRET}`,
  }),
  header({
    name: "x-forwarded-for",
    seeds: ["192.0.2.1, 10.0.0.1", "2001:db8::1"],
    words: ", ::ffff: : [ ] %eth0 0x7f 127.1",
  }),
  header({
    name: "forwarded",
    seeds: ['for="[2001:db8::1]:80";proto=https'],
    words: 'for= by= ; , " _hidden',
  }),
  header({ name: "x-forwarded-proto", seeds: ["https"], words: "http , wss" }),
  header({ name: "x-forwarded-host", seeds: ["sign-in.example"], words: ": @ / ," }),
  headerOfRequest({
    name: "accept-language",
    seeds: ["de-DE,de;q=0.9,en;q=0.8", "pt-BR"],
    words: "* ;q= , - zh-Hant-TW 0. x- fr es",
  }),
  headerOfRequest({
    name: "user-agent",
    seeds: ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"],
    words: "( ) ; / Chrome/ Safari Edg/ iPhone Android Windows",
  }),
  headerOfRequest({ name: "idempotency-key", seeds: [UUID], words: '" - ; =' }),
  headerOfPage("accept-language", {
    name: "the languages of a page",
    seeds: ["de-DE,pt-BR;q=0.9,en;q=0.8", "hi"],
    words: "* ;q= , - hi 0. x- fr =",
  }),
  headerOfPage("cookie", {
    name: "the language cookie of a page",
    seeds: ["language=pt", "language=xx; __Host-session=1"],
    words: 'language= ; = % %68 hi " __Host-session= __proto__',
  }),
  headerOfPage("accept-encoding", {
    name: "the encodings of a page",
    seeds: ["gzip, deflate, br"],
    words: "br ;q= 0 , * identity",
  }),
  headerOfPage(
    "range",
    { name: "the range of a file", seeds: ["bytes=0-3", "bytes=-2,5-"], words: "bytes = - , 9 items" },
    "/favicon.svg",
  ),
  target(
    {
      name: "the path",
      seeds: [
        "trpc/session.current",
        "trpc/auth.requestOtp?batch=1",
        "api/auth/sessions/1",
        "webhooks/sms/msg91/x",
      ],
      words: "/ .. %2e %00 % ? batch=1 input= , session. auth. // \\ # @ //a@# {}",
    },
    (text) => ({
      method: "GET",
      path: `/${oneLine(text).replace(/\s/g, "+")}`,
      headers: { ...FORWARDED, ...JSON_TYPE },
    }),
  ),
  json("/api/auth/otp/request", {
    name: "the body of a request",
    seeds: [{ phoneNumber: PHONE, locale: "de" }],
    words: '"proof" "challengeId"',
  }),
  json("/trpc/auth.verifyOtp", {
    name: "the body of a tRPC call",
    seeds: [{ phoneNumber: PHONE, otp: "123456" }],
    words: '"json" "0" "session"',
  }),
  json(`/webhooks/sms/msg91/${MSG91_SECRET}`, {
    name: "the reports of MSG91",
    seeds: [
      { requestId: "r1", status: "1", credit: 1 },
      { data: JSON.stringify([{ requestId: "r1", report: [{ status: "1", credit: "0.5" }] }]) },
      [{ event: "delivered", data: [{ requestId: "r1" }, { INMSID: "r2" }] }],
    ],
    words: '"requestId" "status" "event" "failed" "data" "report" "17"',
  }),
  target(
    {
      name: "the fields of Twilio",
      seeds: [
        `MessageSid=${SID}&MessageStatus=delivered&AccountSid=AC${"0".repeat(32)}`,
        `SmsSid=${SID}&SmsStatus=failed&ErrorCode=30003`,
      ],
      words: "& = MessageSid MessageStatus undelivered sent ErrorCode %00 + 30007",
    },
    sentByTwilio,
  ),
];
