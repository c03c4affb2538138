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
    ["BRAND_COLOR", "red"],
    ["BRAND_COLOR", "#ffcc00"],
    ["BRAND_LOGO_URL", "//elsewhere.example/logo.svg"],
    ["BRAND_LOGO_URL", "https://elsewhere.example/logo.svg"],
    ["SERVICE_NAME", "a name of more than 24 letters"],
    ["USE_DATABASE", "yes"],
    ["DATABASE_URL", "mysql://localhost"],
    ["DATABASE_URL", "localhost"],
    ["REDIS_URL", "http://localhost"],
    ["SMS_ALLOWED_COUNTRIES", "us"],
    ["SMS_ALLOWED_COUNTRIES", "US;IN"],
    ["SMS_ALLOWED_COUNTRIES", "US,XX"],
    ["SMS_ALLOWED_COUNTRIES", "US,toString"],
    ["TEST_PHONES", "+14155550100"],
    ["TEST_PHONES", "+14155550100:"],
    ["TEST_PHONES", "14155550100:123456"],
    ["TEST_PHONES", "+1415555:123456"],
    ["TEST_PHONES", "+14155550100:12345a"],
    ["TEST_PHONES", "+14155550100:12345"],
    ["TEST_PHONES", "+14155550100:1234567"],
    ["TEST_PHONES", "+14155550100:123456,"],
    ["TEST_PHONES", "+14155550100:123456,+14155550100:654321"],
    ["ALLOW_TEST_PHONES_UNTIL", "soon"],
    ["ALLOW_TEST_PHONES_UNTIL", "2026-02-30"],
    ["ALLOW_TEST_PHONES_UNTIL", "24/12/2026"],
    ["METRICS_PORT", "0"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"],
    ["OTEL_TRACES_SAMPLER_ARG", "2"],
    ["OTEL_TRACES_SAMPLER_ARG", "10%"],
    ["ENABLE_RATE_LIMIT", "off"],
    ["LIMITS", "sends-per-planet.hard=1"],
    ["LIMITS", "sends-per-phone-day.hard"],
    ["SMS_DAILY_CAP", "0"],
    ["PROOF_POLICY", "sometimes"],
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
    ["SESSION_MAX", "0"],
    ["ACCOUNT_DORMANT_DAYS", "30"],
    ["LOG_LEVEL", "loud"],
  ])("refuse %s=%s in one line that names it", (name, value) => {
    const lines = complaints({ [name]: value });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name}: \\w`))]);
    expect(lines.join()).not.toContain(`"${value}"`);
  });

  it.each([
    [{}, "WORKERS: more than one need what they share"],
    [
      { USE_DATABASE: "true", DATABASE_URL: "postgres://host/db" },
      "WORKERS: more than one need what they share",
    ],
  ])("refuse two workers with %o", (others, line) => {
    expect(complaints({ WORKERS: "2", ...others }).toString()).toContain(line);
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

  it("are refused all at once: of the server, of production and of the providers, each name once", () => {
    const lines = complaints({
      ...{ NODE_ENV: "production", PORT: "http", OTP_SECRET: "short", ENABLE_REAL_OTP: "true" },
      ...{ SMS_PROVIDERS: "msg91", SMS_ROUTES: "IN:pigeon", TEST_PHONES: "+14155550100:123456" },
    });
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      ...["PORT", "OTP_SECRET", "USE_DATABASE", "PUBLIC_ORIGIN", "DATABASE_URL"],
      ...["SMS_ALLOWED_COUNTRIES", "SESSION_SECRET", "TEST_PHONES"],
      ...["MSG91_AUTH_KEY", "MSG91_TEMPLATE_ID", "MSG91_WEBHOOK_SECRET", "SMS_ROUTES"],
    ]);
  });

  it("that are wrong are never shown: a secret may stand in the wrong place", () => {
    const secret = "hunter2-hunter2-hunter2";
    const real = { ENABLE_REAL_OTP: "true", MSG91_TEMPLATE_ID: "not a template!" };
    const lines = complaints({
      ...Object.fromEntries(
        ["NODE_ENV", "PORT", "PUBLIC_ORIGIN", "TEST_PHONES", "ALLOW_TEST_PHONES_UNTIL", "LOG_LEVEL"].map(
          (name) => [name, secret],
        ),
      ),
      ...{ ...real, SMS_PROVIDERS: "twilio,msg91", SMS_ROUTES: `${secret}:twilio;*:${secret}` },
      ...{ TWILIO_ACCOUNT_SID: secret, TWILIO_FROM: secret, MSG91_WEBHOOK_SECRET: secret },
    });
    expect(lines.length).toBeGreaterThan(10);
    expect(complaints({ ...real, SMS_PROVIDERS: secret })).toHaveLength(1);
    expect(
      complaints({ ...real, SMS_PROVIDERS: secret })
        .join()
        .includes(secret),
    ).toBe(false);
    expect(lines.join("\n")).not.toContain("hunter2");
  });

  describe("for test numbers", () => {
    const now = new Date("2026-06-01T12:00:00Z");
    const production = {
      ...{ NODE_ENV: "production", PUBLIC_ORIGIN: "https://example.com", USE_DATABASE: "true" },
      ...{ DATABASE_URL: "postgresql://localhost/x", ENABLE_REAL_OTP: "true", SMS_PROVIDERS: "twilio" },
      ...{ TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`, TWILIO_AUTH_TOKEN: "t", TWILIO_FROM: "Sixdigit" },
      ...{ SMS_ALLOWED_COUNTRIES: "US", OTP_SECRET: "o".repeat(32), SESSION_SECRET: "s".repeat(32) },
      TEST_PHONES: "+1 415 555 0100:123456".replaceAll(" ", ""),
    };

    it("take each with its code, of the length of all codes", () => {
      const given = { TEST_PHONES: "+14155550100:1234567, +14155550101:0000000", OTP_LENGTH: "7" };
      expect([...loadConfig(given).testPhones.codes]).toEqual([
        ["+14155550100", "1234567"],
        ["+14155550101", "0000000"],
      ]);
    });

    it.each(["2026-06-02", "2026-07-01", "2026-07-01T12:00:00Z", "2026-06-01T14:00:01+02:00"])(
      "allow them in production until %s, at most 30 days off",
      (until) => {
        const config = loadConfig({ ...production, ALLOW_TEST_PHONES_UNTIL: until }, now);
        expect(config.testPhones.until).toEqual(new Date(until));
      },
    );

    it.each([undefined, "2026-06-01", "2026-05-31", "2026-06-01T12:00:00Z", "2026-07-02", "2027-06-01"])(
      "refuse them in production until %s",
      (until) => {
        const load = () => loadConfig({ ...production, ALLOW_TEST_PHONES_UNTIL: until }, now);
        expect(load).toThrow(until ? /^ALLOW_TEST_PHONES_UNTIL: [^\n]*$/ : /^TEST_PHONES: [^\n]*$/);
        expect(load).not.toThrow(/4155550100|123456/);
      },
    );

    it("refuse them in production without limits: a code that stays the same could be found by trying", () => {
      const given = { ...production, ALLOW_TEST_PHONES_UNTIL: "2026-06-02", ENABLE_RATE_LIMIT: "false" };
      expect(() => loadConfig(given, now)).toThrow(
        /^TEST_PHONES: is refused in production with ENABLE_RATE_LIMIT=false$/,
      );
      expect(loadConfig({ ...given, NODE_ENV: "development" }, now).testPhones.codes.size).toBe(1);
    });

    it("do not mind an old date where there are none", () => {
      const given = { ...production, TEST_PHONES: "", ALLOW_TEST_PHONES_UNTIL: "2020-01-01" };
      expect(loadConfig(given, now).testPhones.codes.size).toBe(0);
    });
  });

  it("tell which languages have no room for the host", () => {
    const config = loadConfig({ PUBLIC_ORIGIN: "https://a-long-name.sign-in.example" });
    expect(config.languagesInEnglish).toEqual(["hi", "ar"]);
  });

  it("take changes of limits by name, and name the limit that is none", () => {
    expect(loadConfig({ LIMITS: "sends-per-phone-day.hard=20" }).limitChanges).toEqual([
      { name: "sends-per-phone-day", line: "hard", value: 20 },
    ]);
    expect(complaints({ LIMITS: "sends-per-planet.hard=1" })).toEqual([
      "LIMITS: there is no limit called sends-per-planet",
    ]);
  });

  it("take countries as a list or all of them", () => {
    expect(loadConfig({ SMS_ALLOWED_COUNTRIES: "US, IN" }).allowedCountries).toEqual(new Set(["US", "IN"]));
    expect(loadConfig({ SMS_ALLOWED_COUNTRIES: "*" }).allowedCountries).toBe("*");
  });
});
