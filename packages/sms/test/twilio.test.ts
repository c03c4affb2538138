import { describe, expect, it } from "vitest";
import { createTwilioSender, twilioSettings } from "../src/index.ts";
import {
  startTwilio,
  TWILIO_ACCOUNT,
  TWILIO_NUMBER,
  TWILIO_SERVICE,
  TWILIO_TOKEN,
  twilioError,
} from "./fakes/twilio.ts";
import { aMessage } from "./sender-suite.ts";

const variables = {
  TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
  TWILIO_FROM: TWILIO_NUMBER,
};
const signal = new AbortController().signal;
const without = (name: keyof typeof variables) =>
  Object.fromEntries(Object.entries(variables).filter(([key]) => key !== name));

async function send(given: Record<string, string> = variables, callbackUrl?: string) {
  await using twilio = await startTwilio();
  const settings = twilioSettings.parse({ ...given, TWILIO_API_BASE_URL: `${twilio.baseUrl}/` });
  const result = await createTwilioSender(settings).send({ ...aMessage, callbackUrl }, signal);
  return { result, sent: twilio.sent, wrong: twilio.wrong };
}

async function refusedWith(code: number, status: number) {
  await using twilio = await startTwilio();
  twilio.behave({ kind: "refuse", ...twilioError(code, status) });
  const settings = twilioSettings.parse({ ...variables, TWILIO_API_BASE_URL: twilio.baseUrl });
  return await createTwilioSender(settings).send(aMessage, signal);
}

describe("the Twilio sender", () => {
  it("sends the text from a number, and reads the segments", async () => {
    const { result, sent } = await send();
    expect(sent).toEqual([{ to: aMessage.phone, text: aMessage.text }]);
    expect(result).toEqual({
      outcome: "accepted",
      providerMessageId: expect.stringMatching(/^SM/),
      segments: 1,
    });
  });

  it("sends through a Messaging Service, whose segments are not known yet", async () => {
    const { result, sent, wrong } = await send({
      ...without("TWILIO_FROM"),
      TWILIO_MESSAGING_SERVICE_SID: TWILIO_SERVICE,
    });
    expect(wrong).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(result).toEqual({ outcome: "accepted", providerMessageId: expect.stringMatching(/^SM/) });
  });

  it("names the address for receipts, when there is one, with the message's id in it", async () => {
    const callbackUrl = "https://login.example.com/webhooks/sms/twilio";
    expect((await send(variables, callbackUrl)).sent).toMatchObject([
      { callbackUrl: `${callbackUrl}?delivery=${aMessage.id}` },
    ]);
  });

  it("finds wrong credentials transient: the account's fault, not the number's", async () => {
    const { result } = await send({ ...variables, TWILIO_AUTH_TOKEN: "another" });
    expect(result).toEqual({ outcome: "transient", errorCode: "20003" });
  });

  it.each([
    [
      { status: "failed", error_code: 30001 },
      { outcome: "transient", errorCode: "30001" },
    ],
    [
      { status: "failed", error_code: null },
      { outcome: "rejected", errorCode: "failed" },
    ],
    [{ status: "canceled" }, { outcome: "rejected", errorCode: "canceled" }],
    [
      { status: "sent", price: "-0.00750", price_unit: "USD", num_segments: "2" },
      { outcome: "accepted", segments: 2, price: { amount: "0.00750", currency: "USD" } },
    ],
    [{ status: "a-new-one", error_code: "30001", num_segments: "many" }, { outcome: "accepted" }],
  ])("reads a message created with %j", async (fields, expected) => {
    await using twilio = await startTwilio();
    const sid = `SM${"a".repeat(32)}`;
    twilio.behave({ kind: "refuse", status: 201, body: { sid, ...fields } });
    const settings = twilioSettings.parse({ ...variables, TWILIO_API_BASE_URL: twilio.baseUrl });
    expect(await createTwilioSender(settings).send(aMessage, signal)).toEqual({
      ...expected,
      providerMessageId: sid,
    });
  });

  it.each([
    [60 * 1024, "accepted"],
    [64 * 1024, "ambiguous"],
  ])("reads an answer of a little more than %d bytes as %s: 64 KiB is the most", async (padding, outcome) => {
    await using twilio = await startTwilio();
    const body = { sid: `SM${"a".repeat(32)}`, status: "queued", body: "x".repeat(padding) };
    twilio.behave({ kind: "refuse", status: 201, body });
    const settings = twilioSettings.parse({ ...variables, TWILIO_API_BASE_URL: twilio.baseUrl });
    expect(await createTwilioSender(settings).send(aMessage, signal)).toMatchObject({ outcome });
  });

  it.each([
    [20003, 401, "transient"],
    [20429, 429, "transient"],
    [21211, 400, "rejected"],
    [21408, 403, "transient"],
    [21606, 400, "transient"],
    [21608, 400, "transient"],
    [21610, 400, "rejected"],
    [21611, 429, "transient"],
    [21612, 400, "transient"],
    [21614, 400, "rejected"],
    [21635, 400, "rejected"],
    [63017, 429, "transient"],
    [30001, 400, "transient"],
    [30003, 400, "rejected"],
    [30005, 400, "rejected"],
    [30006, 400, "rejected"],
    [30007, 400, "rejected"],
    [30008, 400, "ambiguous"],
    [30022, 429, "transient"],
    [60202, 429, "rejected"],
    [60203, 429, "rejected"],
    [60212, 429, "transient"],
    [60410, 403, "rejected"],
    [60605, 403, "rejected"],
    [99999, 400, "rejected"],
    [99999, 403, "rejected"],
    [99999, 429, "transient"],
    [99999, 500, "ambiguous"],
    [99999, 503, "transient"],
  ])("maps error %d with HTTP %d: %s", async (code, status, outcome) => {
    expect(await refusedWith(code, status)).toMatchObject({ outcome, errorCode: `${code}` });
  });

  it.each([
    [null, "http-400"],
    ["", "http-400"],
    [true, "http-400"],
    [[21_211], "http-400"],
    [{ toString: 1 }, "http-400"],
    [14_155_550_132, "http-400"],
    ["14155550132", "http-400"],
    ["21211", "21211"],
  ])("takes the code %j for %s: no code is as long as a number", async (code, errorCode) => {
    await using twilio = await startTwilio();
    twilio.behave({ kind: "refuse", status: 400, body: { code, message: "?", status: 400 } });
    const settings = twilioSettings.parse({ ...variables, TWILIO_API_BASE_URL: twilio.baseUrl });
    const result = await createTwilioSender(settings).send(aMessage, signal);
    expect(result).toEqual({ outcome: "rejected", errorCode });
  });

  it("tells what is about one number from what is about the account", async () => {
    expect(await refusedWith(21612, 400)).toHaveProperty("onlyThisNumber", true);
    expect(await refusedWith(20003, 401)).not.toHaveProperty("onlyThisNumber");
  });
});

describe("Twilio's record of a message", () => {
  async function lookedUp(changes: Parameters<Awaited<ReturnType<typeof startTwilio>>["says"]>[0]) {
    await using twilio = await startTwilio();
    const sender = createTwilioSender(
      twilioSettings.parse({ ...variables, TWILIO_API_BASE_URL: twilio.baseUrl }),
    );
    const { providerMessageId = "" } = await sender.send(aMessage, signal);
    twilio.says(changes);
    const found = await sender.lookUp?.(providerMessageId, signal);
    const foreign = await sender.lookUp?.(`SM${"0".repeat(32)}`, signal);
    return { found, foreign, providerMessageId, sent: twilio.sent };
  }

  it("tells what its receipt would, and what it cost", async () => {
    const { found, foreign, providerMessageId, sent } = await lookedUp({
      ...{ status: "delivered", price: "-0.00750", price_unit: "USD" },
    });
    expect(found).toEqual({ providerMessageId, status: "delivered", price: "0.00750 USD" });
    expect(foreign).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  it("tells why it failed", async () => {
    const { found, providerMessageId } = await lookedUp({ status: "undelivered", error_code: 30_003 });
    expect(found).toEqual({ providerMessageId, status: "failed", errorCode: "30003" });
  });

  it("tells nothing when Twilio cannot be asked", async () => {
    const nowhere = { ...variables, TWILIO_API_BASE_URL: "http://127.0.0.1:1" };
    const sender = createTwilioSender(twilioSettings.parse(nowhere));
    expect(await sender.lookUp?.(`SM${"0".repeat(32)}`, signal)).toBeUndefined();
  });
});

describe("the settings of Twilio", () => {
  const problems = (given: Record<string, string>) =>
    twilioSettings
      .safeParse(given)
      .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

  it("are taken as they are in the environment, with Twilio's own address if none is given", () => {
    expect(twilioSettings.parse({ ...variables, PATH: "/bin" })).toEqual({
      ...variables,
      TWILIO_API_BASE_URL: "https://api.twilio.com",
    });
  });

  it.each(["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"] as const)(
    "name %s when it is missing",
    (name) => {
      expect(problems(without(name))).toEqual([
        expect.stringMatching(new RegExp(`^${name}: .*to send through Twilio`)),
      ]);
    },
  );

  it("name TWILIO_FROM when there is a Messaging Service as well", () => {
    expect(problems({ ...variables, TWILIO_MESSAGING_SERVICE_SID: TWILIO_SERVICE })).toHaveLength(1);
  });

  it.each([
    ["TWILIO_ACCOUNT_SID", "SK0123456789abcdef0123456789abcdef"],
    ["TWILIO_AUTH_TOKEN", "with a space"],
    ["TWILIO_FROM", "+0155"],
    ["TWILIO_FROM", "a name that is too long"],
    ["TWILIO_MESSAGING_SERVICE_SID", "MG1"],
    ["TWILIO_API_BASE_URL", "http://api.twilio.com"],
    ["TWILIO_API_BASE_URL", "https://user:password@proxy.example"],
    ["TWILIO_API_BASE_URL", "https://proxy.example/?to=there"],
    ["TWILIO_API_BASE_URL", "ftp://127.0.0.1"],
    ["TWILIO_API_BASE_URL", "proxy"],
  ])("refuse a wrong %s without showing it", (name, value) => {
    const found = problems({ ...variables, [name]: value }).join("\n");
    expect(found).toMatch(new RegExp(`^${name}: `, "m"));
    expect(found).not.toContain(value);
  });
});
