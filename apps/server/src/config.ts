import { existsSync } from "node:fs";
import { StartError } from "@sixdigit/contracts";
import { type Locale, localesThatDoNotFit } from "@sixdigit/sms";
import { z } from "zod";
import { observationOf, observationShape } from "./observation-settings.ts";
import { operationsShape, retentionOf, waitsOf } from "./operations-settings.ts";
import { withSecretFiles } from "./secret-files.ts";
import {
  address,
  color,
  countries,
  flag,
  limits,
  origin,
  origins,
  prices,
  secrets,
  wholeNumber,
} from "./setting-types.ts";
import { readSmsSettings, type SmsSettings } from "./sms-settings.ts";
import { testPhoneProblems, testPhones, untilDate } from "./test-phone-settings.ts";

/** Every variable that the server reads. An empty one counts as not set. */
const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  HOST: z.string().optional(),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_ORIGIN: origin.optional(),
  ALLOWED_ORIGINS: origins.default(new Set<string>()),
  SERVICE_NAME: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 .&'-]{0,23}$/, "must be 1 to 24 plain letters, digits and spaces")
    .default("Sixdigit"),
  BRAND_COLOR: color.optional(),
  BRAND_LOGO_URL: z
    .string()
    .regex(/^\/(?!\/)[\w./~-]{1,200}$/, "must be a path on this origin, such as /brand/logo.svg")
    .optional(),
  USE_DATABASE: flag.default(false),
  DATABASE_URL: address(/^postgres(ql)?:$/, "postgresql://user:password@host:5432/database").optional(),
  ...operationsShape,
  REDIS_URL: address(/^rediss?:$/, "redis://host:6379").optional(),
  ENABLE_REAL_OTP: flag.default(false),
  SMS_ALLOWED_COUNTRIES: countries.optional(),
  TEST_PHONES: testPhones.default(new Map()),
  ALLOW_TEST_PHONES_UNTIL: untilDate.optional(),
  SMS_DEADLINE_SECONDS: wholeNumber(1, 5).default(5),
  SMS_PRICES: prices.default(new Map()),
  ENABLE_RATE_LIMIT: flag.default(true),
  LIMITS: limits.default([]),
  SMS_DAILY_CAP: wholeNumber(1, 100_000_000).default(10_000),
  PROOF_POLICY: z.enum(["never", "suspicious", "always"]).default("suspicious"),
  OTP_LENGTH: wholeNumber(6, 10).default(6),
  OTP_TTL_SECONDS: wholeNumber(60, 600).default(600),
  OTP_MAX_ATTEMPTS: wholeNumber(1, 5).default(5),
  OTP_SECRET: secrets.optional(),
  SESSION_SECRET: secrets.optional(),
  SESSION_TTL_DAYS: wholeNumber(1, 30).default(30),
  SESSION_IDLE_DAYS: wholeNumber(1, 30).default(30),
  SESSION_MAX: wholeNumber(1, 1000).default(20),
  ACCOUNT_DORMANT_DAYS: wholeNumber(31, 3650).default(180),
  TRUST_PROXY_HOPS: wholeNumber(0, 10).default(0),
  ...observationShape,
  WORKERS: wholeNumber(1, 64).default(1),
  MAX_CONNECTIONS: wholeNumber(10, 1_000_000).default(10_000),
});

export type Environment = Record<string, string | undefined>;
export type Config = ReturnType<typeof loadConfig>;

/** The variables of the process, over those of a `.env` file in the working directory. */
export function readEnvironment(): Environment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

/**
 * @throws StartError one line for each setting that is wrong, naming it and never its value
 */
export function loadConfig(variables: Environment, now = new Date()) {
  const files = withSecretFiles(variables);
  const given = Object.fromEntries(
    Object.entries(files.variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const { settings, wrong } = readSettings(given);
  wrong.push(...files.wrong);
  const isProduction = settings.NODE_ENV === "production";
  const complained = new Set(wrong.map(nameIn));
  const others = [
    ...problems(settings, isProduction),
    ...testPhoneProblems(
      { codes: settings.TEST_PHONES, until: settings.ALLOW_TEST_PHONES_UNTIL },
      { codeLength: settings.OTP_LENGTH, isProduction, limitsEnabled: settings.ENABLE_RATE_LIMIT, now },
    ),
  ];
  wrong.push(...others.filter((line) => !complained.has(nameIn(line))));
  const sms = settings.ENABLE_REAL_OTP ? readSms(given, wrong) : undefined;
  if (wrong.length > 0) throw new StartError(wrong.join("\n"));
  return {
    isProduction,
    host: settings.HOST ?? (isProduction ? "0.0.0.0" : "127.0.0.1"),
    port: settings.PORT,
    publicOrigin: settings.PUBLIC_ORIGIN ?? `http://localhost:${settings.PORT}`,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    serviceName: settings.SERVICE_NAME,
    brandColor: settings.BRAND_COLOR,
    brandLogo: settings.BRAND_LOGO_URL,
    /** Undefined: in memory. Without a `url`: a Postgres of our own. */
    database: settings.USE_DATABASE ? { url: settings.DATABASE_URL, waits: waitsOf(settings) } : undefined,
    redisUrl: settings.REDIS_URL,
    /** Undefined: messages are printed. */
    sms,
    smsDeadlineMs: settings.SMS_DEADLINE_SECONDS * 1000,
    smsPrices: settings.SMS_PRICES,
    allowedCountries: settings.SMS_ALLOWED_COUNTRIES ?? ("*" as const),
    /** They have no room for this host, so that messages in them are in English. */
    languagesInEnglish: languagesWithoutRoom(settings),
    testPhones: { codes: settings.TEST_PHONES, until: settings.ALLOW_TEST_PHONES_UNTIL },
    limitsEnabled: settings.ENABLE_RATE_LIMIT,
    limitChanges: settings.LIMITS,
    dailyCap: settings.SMS_DAILY_CAP,
    proofPolicy: settings.PROOF_POLICY,
    codeLength: settings.OTP_LENGTH,
    codeTtl: settings.OTP_TTL_SECONDS,
    maxAttempts: settings.OTP_MAX_ATTEMPTS,
    sessionTtl: settings.SESSION_TTL_DAYS * 86_400,
    sessionIdle: settings.SESSION_IDLE_DAYS * 86_400,
    maxSessions: settings.SESSION_MAX,
    accountDormancy: settings.ACCOUNT_DORMANT_DAYS * 86_400,
    /** Undefined in development only. */
    otpSecrets: settings.OTP_SECRET,
    sessionSecrets: settings.SESSION_SECRET,
    proxyHops: settings.TRUST_PROXY_HOPS,
    workers: settings.WORKERS,
    maxConnections: settings.MAX_CONNECTIONS,
    retention: retentionOf(settings),
    maxInFlight: settings.MAX_IN_FLIGHT,
    stopDelayMs: (settings.STOP_DELAY_SECONDS ?? (isProduction ? 5 : 0)) * 1000,
    ...observationOf(settings, isProduction),
  };
}

/** The settings, with the defaults in place of what is wrong, so that all the rest can be looked at too. */
function readSettings(given: Environment): { settings: Settings; wrong: string[] } {
  const parsed = environment.safeParse(given);
  if (parsed.success) return { settings: parsed.data, wrong: [] };
  const { issues } = parsed.error;
  const bad = new Set(issues.map(({ path }) => path[0]));
  const good = Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name)));
  return {
    settings: environment.parse(good),
    wrong: issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
  };
}

type Settings = z.output<typeof environment>;

const nameIn = (line: string) => line.slice(0, line.indexOf(":"));

function readSms(given: Environment, wrong: string[]): SmsSettings | undefined {
  try {
    return readSmsSettings(given);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    wrong.push(error.message);
    return undefined;
  }
}

/** What cannot go together, or must not be in production. */
function problems(settings: Settings, isProduction: boolean): string[] {
  const wrong: string[] = [];
  const must = (holds: boolean, line: string) => {
    if (!holds) wrong.push(line);
  };
  must(
    !languagesWithoutRoom(settings).includes("en"),
    "PUBLIC_ORIGIN: its host is too long; with SERVICE_NAME and the code a message would not fit one SMS",
  );
  const isShared = settings.DATABASE_URL !== undefined && settings.USE_DATABASE;
  const hasSecrets = settings.OTP_SECRET !== undefined && settings.SESSION_SECRET !== undefined;
  must(
    settings.WORKERS === 1 || (isShared && hasSecrets),
    "WORKERS: more than one need what they share: USE_DATABASE=true, DATABASE_URL, OTP_SECRET and SESSION_SECRET",
  );
  if (isProduction) {
    must(
      settings.USE_DATABASE,
      "USE_DATABASE: must be true in production; storage in memory is for development",
    );
    must(
      settings.ENABLE_REAL_OTP,
      "ENABLE_REAL_OTP: must be true in production; the console sender shows codes",
    );
    must(settings.PUBLIC_ORIGIN !== undefined, "PUBLIC_ORIGIN: is required in production");
    must(
      settings.PUBLIC_ORIGIN?.startsWith("https://") ?? true,
      "PUBLIC_ORIGIN: must be https in production",
    );
    must(
      [...settings.ALLOWED_ORIGINS].every((each) => each.startsWith("https://")),
      "ALLOWED_ORIGINS: must be https in production",
    );
    must(settings.DATABASE_URL !== undefined, "DATABASE_URL: is required in production");
    must(settings.SMS_ALLOWED_COUNTRIES !== undefined, "SMS_ALLOWED_COUNTRIES: is required in production");
    must(settings.OTP_SECRET !== undefined, "OTP_SECRET: is required in production");
    must(settings.SESSION_SECRET !== undefined, "SESSION_SECRET: is required in production");
  }
  return wrong;
}

/**
 * The languages in which a message would not be one segment with these settings. In the others of them it goes out in
 * English; where that is one of them, messages would be paid for twice, and cut apart.
 */
function languagesWithoutRoom({
  PUBLIC_ORIGIN,
  SERVICE_NAME,
  OTP_LENGTH,
  OTP_TTL_SECONDS,
}: Settings): Locale[] {
  const host = PUBLIC_ORIGIN ? new URL(PUBLIC_ORIGIN).hostname : "localhost";
  // A code is sent again while at least half of its life is left.
  const validForSeconds = { least: OTP_TTL_SECONDS / 2, most: OTP_TTL_SECONDS };
  return localesThatDoNotFit(host, { serviceName: SERVICE_NAME, codeLength: OTP_LENGTH, validForSeconds });
}
