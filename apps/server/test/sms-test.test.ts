import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startTestPostgres, type TestPostgres } from "@sixdigit/db/test-postgres";
import { MSG91_KEY, MSG91_TEMPLATES, startMsg91 } from "@sixdigit/sms/fakes/msg91";
import {
  type FakeTwilio,
  startTwilio,
  TWILIO_ACCOUNT,
  TWILIO_NUMBER,
  TWILIO_TOKEN,
} from "@sixdigit/sms/fakes/twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedByTwilio } from "./support/signed-by-twilio.ts";
import { startApp } from "./support/start-app.ts";

const SCRIPT = fileURLToPath(new URL("../src/sms-test.ts", import.meta.url));
/** Where there is no `.env` file of somebody's own. */
const elsewhere = fileURLToPath(new URL("support", import.meta.url));
const origin = "https://sign-in.example";
const secret = "a-secret-of-the-webhook-tests-32-long";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const twilioSettings = (baseUrl: string) => ({
  ...{ SMS_PROVIDERS: "twilio", TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT, TWILIO_AUTH_TOKEN: TWILIO_TOKEN },
  ...{ TWILIO_FROM: TWILIO_NUMBER, TWILIO_API_BASE_URL: baseUrl },
});
const msg91Settings = (baseUrl: string) => ({
  ...{ MSG91_AUTH_KEY: MSG91_KEY, MSG91_TEMPLATE_ID: MSG91_TEMPLATES.en },
  ...{ MSG91_WEBHOOK_SECRET: secret, MSG91_API_BASE_URL: baseUrl },
});
const database = () => ({ PUBLIC_ORIGIN: origin, USE_DATABASE: "true", DATABASE_URL: postgres.url });

/** The command as a process of its own, with these variables and no others. */
function command(args: string[], variables: Record<string, string>) {
  const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: elsewhere, env: variables });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  const ended = once(child, "close").then(() => ({
    code: child.exitCode,
    out: output.out.trimEnd().split("\n"),
    err: output.err.trimEnd(),
  }));
  return { ended, output };
}

describe("pnpm sms:test", () => {
  it("says how it is called", async () => {
    const usage = /^Usage: pnpm sms:test \+/;
    for (const args of [[], ["4155550132"], ["+14155550132", "--wait=long"], ["+1415555"]]) {
      expect(await command(args, {}).ended).toMatchObject({ code: 1, err: expect.stringMatching(usage) });
    }
  });

  it("names every setting that is missing, and a country that messages do not go to", async () => {
    const none = await command(["+14155550132"], {}).ended;
    expect([none.code, none.err]).toEqual([1, expect.stringMatching(/^SMS_PROVIDERS: is required/)]);
    const { err } = await command(["+14155550132"], { SMS_PROVIDERS: "twilio,msg91" }).ended;
    expect(err.split("\n").map((line) => line.split(":")[0])).toEqual([
      ...["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
      ...["MSG91_AUTH_KEY", "MSG91_TEMPLATE_ID", "MSG91_WEBHOOK_SECRET"],
    ]);
    const settings = { ...twilioSettings("http://127.0.0.1:1"), SMS_ALLOWED_COUNTRIES: "IN" };
    expect((await command(["+14155550132"], settings).ended).err).toBe(
      "SMS_ALLOWED_COUNTRIES: does not list US",
    );
  });

  it("sends one message, and follows Twilio's own record of it", async () => {
    await using twilio = await startTwilio();
    const { ended, output } = command(["+14155550132"], twilioSettings(twilio.baseUrl));
    await expect.poll(() => output.out).toContain("twilio: queued");
    twilio.says({ status: "delivered", price: "-0.0075", price_unit: "USD" });
    const { code, out, err } = await ended;
    expect(err).toBe("");
    expect(out).toEqual([
      "Sending to +1415•••••32 (US) through twilio",
      expect.stringMatching(/^twilio: accepted, id SM[0-9a-f]{32}, segments 1$/),
      "Following twilio's own record of the message",
      "Receipts are not followed: that needs USE_DATABASE=true and a DATABASE_URL",
      "twilio: queued",
      "twilio: delivered, price 0.0075 USD",
    ]);
    expect(code).toBe(0);
    expect(twilio.sent).toMatchObject([
      { to: "+14155550132", text: expect.stringMatching(/^\d{6} is your Sixdigit code/) },
    ]);
  });

  it("follows the receipt that a server takes, by the delivery in their database", async () => {
    await using twilio = await startTwilio();
    const settings = { ...twilioSettings(twilio.baseUrl), ...database() };
    await using server = await startApp({ ...settings, ENABLE_REAL_OTP: "true" });
    const { ended, output } = command(["+14155550132"], settings);
    await expect.poll(() => output.out).toContain("receipt: queued");
    twilio.says({ status: "delivered" });
    expect(await report(server.url, twilio, "delivered")).toBe(204);
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("receipt: delivered");
    expect(twilio.sent).toHaveLength(1);
  });

  it("ends with 1 when the message failed, saying why", async () => {
    await using twilio = await startTwilio();
    twilio.says({ status: "undelivered", error_code: 30_003 });
    const { code, out } = await command(["+14155550132"], twilioSettings(twilio.baseUrl)).ended;
    expect([code, out.at(-1)]).toEqual([1, "twilio: failed, error 30003"]);
  });

  it("ends with 1 when no receipt comes in time, and names what is missing", async () => {
    await using twilio = await startTwilio();
    twilio.says({ status: "delivered" });
    const settings = { ...twilioSettings(twilio.baseUrl), ...database() };
    const { code, out } = await command(["+14155550132", "--wait=10"], settings).ended;
    expect([code, out.at(-1)]).toEqual([1, "No last word from receipt within 10 s"]);
  });

  it("prints each step of a failover", async () => {
    await using twilio = await startTwilio();
    await using msg91 = await startMsg91();
    twilio.behave({ kind: "refuse", status: 503 });
    const settings = { ...twilioSettings(twilio.baseUrl), ...msg91Settings(msg91.baseUrl) };
    // An address alone is no database that is used.
    const both = { ...settings, SMS_PROVIDERS: "twilio,msg91", DATABASE_URL: postgres.url };
    const { code, out } = await command(["+919876543210"], both).ended;
    expect(out).toEqual([
      "Sending to +9198••••••10 (IN) through twilio, then msg91",
      "twilio: transient, error http-503",
      expect.stringMatching(/^msg91: accepted, id [0-9a-f]{24}$/),
      "Receipts are not followed: that needs USE_DATABASE=true and a DATABASE_URL",
    ]);
    expect(code).toBe(0);
    msg91.behave({ kind: "refuse", status: 429 });
    const failed = await command(["+919876543210"], both).ended;
    expect([failed.code, failed.out.at(-1)]).toEqual([1, "Nothing was sent."]);
  });

  it("says that a message whose answer was lost cannot be followed", async () => {
    await using twilio = await startTwilio();
    twilio.behave({ kind: "drop", accepts: true });
    const { code, out } = await command(["+14155550132"], twilioSettings(twilio.baseUrl)).ended;
    expect(code).toBe(1);
    expect(out.slice(1)).toEqual([
      "twilio: ambiguous, error no-answer",
      "It cannot be followed: twilio gave no id for it. Look for it in the provider's own console.",
    ]);
  });

  it("says in a line that the database cannot be reached, and sends nothing", async () => {
    await using twilio = await startTwilio();
    const nowhere = { ...database(), DATABASE_URL: "postgresql://me:hidden@127.0.0.1:1/mine" };
    const { code, err } = await command(["+14155550132"], { ...twilioSettings(twilio.baseUrl), ...nowhere })
      .ended;
    expect([code, err]).toEqual([
      1,
      "No Postgres answers at 127.0.0.1:1. Start it, or correct DATABASE_URL.",
    ]);
    expect(twilio.calls()).toBe(0);
  });
});

/** What Twilio would post about the message that was sent. */
async function report(serverUrl: string, twilio: FakeTwilio, MessageStatus: string): Promise<number> {
  const path = twilio.sent[0]?.callbackUrl?.slice(origin.length) ?? "no address was given";
  const fields = { MessageSid: twilio.lastSid(), MessageStatus };
  const request = signedByTwilio({ origin, path, fields, token: TWILIO_TOKEN });
  return (await fetch(serverUrl + path, { method: "POST", ...request })).status;
}
