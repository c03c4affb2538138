import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "@sixdigit/contracts";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Environment, loadConfig } from "../src/config.ts";
import { describeConfig } from "../src/describe-config.ts";
import type { SECRET_SETTINGS } from "../src/secret-files.ts";

/** A file as Docker and Kubernetes mount a secret. */
function secretFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sixdigit-secret-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "secret");
  writeFileSync(path, content);
  return path;
}

function complaint(variables: Environment): string {
  try {
    loadConfig(variables);
    return "";
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
}

const LONG = "canary-0123456789-0123456789-0123456789";
const everySecret: Record<(typeof SECRET_SETTINGS)[number], string> = {
  DATABASE_URL: "postgresql://canary-user:canary-password@host:5432/db?sslpassword=canary",
  REDIS_URL: "rediss://canary-user:canary-password@host:6379",
  OTP_SECRET: LONG,
  SESSION_SECRET: `${LONG}-new,${LONG}`,
  TEST_PHONES: "+14155550100:123456",
  TWILIO_AUTH_TOKEN: LONG,
  MSG91_AUTH_KEY: LONG,
  MSG91_WEBHOOK_SECRET: LONG.replaceAll("-", ""),
};
const others = {
  USE_DATABASE: "true",
  ENABLE_REAL_OTP: "true",
  SMS_PROVIDERS: "twilio,msg91",
  TWILIO_ACCOUNT_SID: "AC0123456789abcdef0123456789abcdef",
  TWILIO_FROM: "+14155550199",
  MSG91_TEMPLATE_ID: "0123456789abcdef01234567",
};

describe("a secret in a file", () => {
  it("is read as if it were set, each of them, without the end of its line", () => {
    const files = Object.fromEntries(
      Object.entries(everySecret).map(([name, value]) => [`${name}_FILE`, secretFile(`${value}\n`)]),
    );
    const fromFiles = loadConfig({ ...others, ...files });
    const given = loadConfig({ ...others, ...everySecret });
    expect(fromFiles.otpSecrets).toEqual([LONG]);
    expect({ ...fromFiles, sms: fromFiles.sms?.receiptKeys }).toEqual({
      ...given,
      sms: given.sms?.receiptKeys,
    });
  });

  it.each([
    ["that is not there", () => "/nowhere/secret", "OTP_SECRET_FILE: cannot be read (ENOENT)"],
    ["that is empty", () => secretFile("\n"), "OTP_SECRET_FILE: the file is empty"],
    [
      "that is too short",
      () => secretFile("canary"),
      "OTP_SECRET: needs 32 characters at least, each of them",
    ],
  ])("%s stops the start, by its name and without its content", (_case, path, line) => {
    const said = complaint({ OTP_SECRET_FILE: path() });
    expect(said.split("\n")).toEqual([line]);
  });

  it("beside the same secret is one too many", () => {
    expect(complaint({ OTP_SECRET: LONG, OTP_SECRET_FILE: secretFile(LONG) })).toBe(
      "OTP_SECRET_FILE: OTP_SECRET is set too; keep one of them",
    );
  });
});

describe("the settings in force", () => {
  it("are printed without any secret", () => {
    const text = describeConfig(loadConfig({ ...others, ...everySecret, SMS_ALLOWED_COUNTRIES: "US,IN" }));
    expect(text).not.toMatch(/canary|123456|14155550100/i);
    expect(JSON.parse(text)).toMatchObject({
      port: 3000,
      database: { url: "postgresql://host:5432/db", waits: { waitMs: 2_000 } },
      redisUrl: "rediss://host:6379",
      allowedCountries: ["US", "IN"],
      otpSecrets: "[set]",
      sessionSecrets: "[set]",
      sms: { senders: ["twilio", "msg91"], receiptKeys: "[set]" },
      testPhones: { codes: "[set]", until: null },
    });
  });
});

describe("metrics and traces", () => {
  it("listen on this machine only in development, and where the server does in production or where they are told", () => {
    const production = { NODE_ENV: "production" };
    const hostOf = (variables: Environment) => {
      const { NODE_ENV, ...rest } = { NODE_ENV: undefined, ...variables };
      return loadConfig({ ...(NODE_ENV === "production" ? inProduction : {}), ...rest }).metricsHost;
    };
    expect(hostOf({})).toBe("127.0.0.1");
    expect(hostOf({ HOST: "0.0.0.0" })).toBe("127.0.0.1");
    expect(hostOf(production)).toBe("0.0.0.0");
    expect(hostOf({ ...production, HOST: "10.0.0.7" })).toBe("10.0.0.7");
    expect(hostOf({ ...production, METRICS_HOST: "10.0.0.8" })).toBe("10.0.0.8");
  });

  it("are sent to the path of the collector's endpoint, a tenth of them", () => {
    expect(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector:4318/otlp/" }).tracing).toEqual({
      url: "https://collector:4318/otlp/v1/traces",
      serviceName: "sixdigit",
      share: 0.1,
    });
  });
});

const inProduction = {
  ...others,
  ...everySecret,
  NODE_ENV: "production",
  TEST_PHONES: "",
  PUBLIC_ORIGIN: "https://sign-in.example",
  SMS_ALLOWED_COUNTRIES: "US",
};
