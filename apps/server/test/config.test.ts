import { StartError } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { type Environment, loadConfig } from "../src/config.ts";

/** What is wrong, line by line. */
function complaints(variables: Environment): string[] {
  try {
    loadConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.split("\n");
  }
}

describe("the settings", () => {
  it("have the documented defaults, and an empty variable counts as not set", () => {
    expect(loadConfig({ PORT: "", OTP_LENGTH: undefined })).toEqual({
      isProduction: false,
      host: "127.0.0.1",
      port: 3000,
      publicOrigin: "http://localhost:3000",
      allowedOrigins: new Set(),
      serviceName: "Sixdigit",
      database: undefined,
      redisUrl: undefined,
      sms: undefined,
      allowedCountries: "*",
      limitsEnabled: true,
      codeLength: 6,
      codeTtl: 600,
      maxAttempts: 5,
      sessionTtl: 30 * 86_400,
      sessionIdle: 30 * 86_400,
      otpSecrets: undefined,
      sessionSecrets: undefined,
      proxyHops: 0,
      maxConnections: 10_000,
      logLevel: "info",
    });
  });

  it("take several secrets, the newest first", () => {
    const [newer, older] = ["n".repeat(32), "o".repeat(32)];
    expect(loadConfig({ OTP_SECRET: `${newer}, ${older}` }).otpSecrets).toEqual([newer, older]);
  });

  it.each([
    ["NODE_ENV", "staging"],
    ["PORT", "http"],
    ["PORT", "-1"],
    ["PORT", "70000"],
    ["PUBLIC_ORIGIN", "localhost"],
    ["PUBLIC_ORIGIN", "ftp://example.com"],
    ["PUBLIC_ORIGIN", "http://localhost:3000/path"],
    ["PUBLIC_ORIGIN", "https://example.com/"],
    ["PUBLIC_ORIGIN", `https://${"a".repeat(60)}.${"b".repeat(20)}.example`],
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "https://app.example.com/"],
    ["ALLOWED_ORIGINS", "https://app.example.com,app.example.com"],
    ["SERVICE_NAME", "Ünïcode"],
    ["SERVICE_NAME", "a name of more than 24 letters"],
    ["USE_DATABASE", "yes"],
    ["DATABASE_URL", "mysql://localhost"],
    ["DATABASE_URL", "localhost"],
    ["REDIS_URL", "http://localhost"],
    ["SMS_ALLOWED_COUNTRIES", "us"],
    ["SMS_ALLOWED_COUNTRIES", "US;IN"],
    ["ENABLE_RATE_LIMIT", "off"],
    ["OTP_LENGTH", "5"],
    ["OTP_LENGTH", "11"],
    ["OTP_TTL_SECONDS", "59"],
    ["OTP_TTL_SECONDS", "601"],
    ["OTP_MAX_ATTEMPTS", "0"],
    ["OTP_MAX_ATTEMPTS", "6"],
    ["OTP_SECRET", "short"],
    ["SESSION_SECRET", "long-enough-to-be-a-secret-0123456789,short"],
    ["SESSION_TTL_DAYS", "31"],
    ["SESSION_IDLE_DAYS", "0"],
    ["MAX_CONNECTIONS", "9"],
    ["LOG_LEVEL", "loud"],
  ])("refuse %s=%s in one line that names it", (name, value) => {
    expect(complaints({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: \\w`))]);
  });

  it("refuse production over plain http", () => {
    expect(complaints({ NODE_ENV: "production", PUBLIC_ORIGIN: "http://example.com" })).toContain(
      "PUBLIC_ORIGIN: must be https in production",
    );
  });

  it("name every credential that a provider lacks, and every provider that is none", () => {
    const real = { ENABLE_REAL_OTP: "true" };
    const namesIn = (variables: Environment) => complaints(variables).map((line) => line.split(":")[0]);
    expect(namesIn(real)).toEqual(["SMS_PROVIDERS"]);
    expect(namesIn({ ...real, SMS_PROVIDERS: "pigeon" })).toEqual(["SMS_PROVIDERS"]);
    expect(namesIn({ ...real, SMS_PROVIDERS: "twilio,msg91" })).toEqual([
      "TWILIO_ACCOUNT_SID",
      "TWILIO_AUTH_TOKEN",
      "MSG91_AUTH_KEY",
      "MSG91_TEMPLATE_ID",
      "MSG91_WEBHOOK_SECRET",
    ]);
  });

  it("take countries as a list or all of them", () => {
    expect(loadConfig({ SMS_ALLOWED_COUNTRIES: "US, IN" }).allowedCountries).toEqual(new Set(["US", "IN"]));
    expect(loadConfig({ SMS_ALLOWED_COUNTRIES: "*" }).allowedCountries).toBe("*");
  });
});
