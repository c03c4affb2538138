import { startTestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { startServer } from "./server-process.ts";
import { createVisitor } from "./visitor.ts";

export const PUBLIC_ORIGIN = "https://sign-in.example";
export const ALLOWED_ORIGIN = "https://app.sign-in.example";
/** What the server is given and must never tell. */
export const SECRETS = {
  OTP_SECRET: "canary-otp-secret-of-the-tests-32l",
  SESSION_SECRET: "canary-session-secret-of-the-tests",
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
};

export type ProductionServer = Awaited<ReturnType<typeof startProductionServer>>;

/**
 * The server as it is run in production, with a Postgres and a provider of its own; TLS would end at the proxy in front.
 *
 * @param changes other variables
 */
export async function startProductionServer(changes: Record<string, string> = {}) {
  const [postgres, twilio] = await Promise.all([startTestPostgres(), startTwilio()]);
  const variables = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PUBLIC_ORIGIN,
    ALLOWED_ORIGINS: ALLOWED_ORIGIN,
    TRUST_PROXY_HOPS: "1",
    USE_DATABASE: "true",
    DATABASE_URL: postgres.url,
    ENABLE_REAL_OTP: "true",
    SMS_PROVIDERS: "twilio",
    SMS_ALLOWED_COUNTRIES: "US",
    TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
    TWILIO_FROM: TWILIO_NUMBER,
    TWILIO_API_BASE_URL: twilio.baseUrl,
    ...SECRETS,
    ...changes,
  };
  const server = await startServer(variables);
  const seen = { answers: [] as string[], secrets: new Set<string>() };
  let people = 0;

  const newVisitor = () => {
    people += 1;
    const address = `198.18.${people >> 8}.${people & 255}`;
    return createVisitor(server.url, address, ({ status, headers, text }) => {
      const { "set-cookie": cookies = [], ...others } = headers;
      for (const each of cookies) remember(each.split(";")[0]?.split("=")[1] ?? "");
      seen.answers.push(JSON.stringify([status, others]), text);
    });
  };

  const remember = (secret: string) => void (secret.length > 5 && seen.secrets.add(secret));

  /** A number that nobody has used: those of fiction, of one area after another. */
  const newPhone = () => {
    people += 1;
    const phone = `+1${AREAS[people % AREAS.length]}55501${String(Math.floor(people / AREAS.length)).padStart(2, "0")}`;
    remember(phone.slice(2));
    return phone;
  };

  const codeFor = (phone: string) => {
    const code = /#(\d+)$/.exec(twilio.sent.findLast(({ to }) => to === phone)?.text ?? "")?.[1] ?? "none";
    remember(code);
    return code;
  };

  /** Signs somebody in; the code comes from the SMS. */
  const signIn = async ({ phone = newPhone(), session = "cookie", visitor = newVisitor() } = {}) => {
    const { challengeId } = (await visitor.post("/api/auth/otp/request", { phoneNumber: phone })).json;
    const body = { phoneNumber: phone, otp: codeFor(phone), challengeId, session };
    const { json } = await visitor.post("/api/auth/otp/verify", body);
    if (json.token) remember(json.token);
    return { visitor, phone, user: json.user, token: String(json.token) };
  };

  return {
    url: server.url,
    /** What it has printed. */
    output: server.output,
    sms: twilio.sent,
    seen,
    newVisitor,
    newPhone,
    codeFor,
    signIn,
    /** The same server once more, with other variables. */
    another: (changes: Record<string, string>) => startServer({ ...variables, ...changes }),
    sql: (text: string, values: unknown[] = []) =>
      withClient(postgres.url, async (client) => (await client.query(text, values)).rows),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await twilio[Symbol.asyncDispose]();
      await postgres.stop();
    },
  };
}

const AREAS = [212, 213, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 718, 720, 808, 907, 916, 919];
