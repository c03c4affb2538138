import { describe, expect, it } from "vitest";
import { createMsg91Sender, type Locale, msg91Settings } from "../src/index.ts";
import { MSG91_KEY, MSG91_TEMPLATES, msg91Error, startMsg91 } from "./fakes/msg91.ts";
import { aMessage } from "./sender-suite.ts";

const variables = {
  MSG91_AUTH_KEY: MSG91_KEY,
  MSG91_TEMPLATE_ID: `en:${MSG91_TEMPLATES.en}, hi:${MSG91_TEMPLATES.hi}`,
  MSG91_WEBHOOK_SECRET: "s".repeat(32),
};
const signal = new AbortController().signal;

async function send(given: Partial<typeof variables> = {}, locale: Locale = "en") {
  await using msg91 = await startMsg91();
  const settings = msg91Settings.parse({ ...variables, ...given, MSG91_API_BASE_URL: msg91.baseUrl });
  const result = await createMsg91Sender(settings).send({ ...aMessage, locale }, signal);
  return { result, sent: msg91.sent };
}

async function answeredWith(status: number, body: unknown) {
  await using msg91 = await startMsg91();
  msg91.behave({ kind: "refuse", status, body });
  const settings = msg91Settings.parse({ ...variables, MSG91_API_BASE_URL: msg91.baseUrl });
  return await createMsg91Sender(settings).send(aMessage, signal);
}

describe("the MSG91 sender", () => {
  it("gives the template the code, and the number without its plus", async () => {
    const { result, sent } = await send();
    expect(sent).toEqual([{ to: aMessage.phone, template: MSG91_TEMPLATES.en, code: "000042" }]);
    expect(result).toEqual({
      outcome: "accepted",
      providerMessageId: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
  });

  it.each([
    ["hi", MSG91_TEMPLATES.hi],
    ["fr", MSG91_TEMPLATES.en],
  ] as const)("takes the template of the language, or the English one (%s)", async (locale, template) => {
    expect((await send({}, locale)).sent).toMatchObject([{ template }]);
  });

  it("has one template for all languages when one is given", async () => {
    const { sent } = await send({ MSG91_TEMPLATE_ID: MSG91_TEMPLATES.hi }, "ar");
    expect(sent).toMatchObject([{ template: MSG91_TEMPLATES.hi }]);
  });

  it("finds a wrong key and an unregistered template transient: the account's fault, not the number's", async () => {
    expect((await send({ MSG91_AUTH_KEY: "another" })).result).toEqual({
      outcome: "transient",
      errorCode: "207",
    });
    expect((await send({ MSG91_TEMPLATE_ID: "another" })).result).toEqual({
      outcome: "transient",
      errorCode: "203",
    });
  });

  it.each([
    ["101", "rejected"],
    ["102", "rejected"],
    ["202", "rejected"],
    ["203", "transient"],
    ["207", "transient"],
    ["301", "transient"],
    ["311", "ambiguous"],
    ["418", "transient"],
    ["999", "rejected"],
  ])("maps error %s, which comes with HTTP 200: %s", async (code, outcome) => {
    const expected = { outcome, errorCode: code };
    expect(await answeredWith(200, msg91Error("Some text", code).body)).toMatchObject(expected);
    expect(
      await answeredWith(200, { type: "error", message: "Some text", code: Number(code) }),
    ).toMatchObject(expected);
    expect(await answeredWith(200, { type: "error", message: code })).toMatchObject(expected);
    expect(await answeredWith(200, { msg_type: "error", msg: code })).toMatchObject(expected);
  });

  it.each([
    ["Invalid authkey", "transient"],
    ["OTP not match", "rejected"],
    ["OTP expired", "rejected"],
    ["Mobile no. not found", "rejected"],
    ["Mobile no. already verified", "rejected"],
    ["Max limit reached for this otp verification", "rejected"],
    ["Something that nobody has written down", "rejected"],
  ])("finds the error %j without a code, with HTTP 200, %s", async (text, outcome) => {
    const expected = { outcome, errorCode: "http-200" };
    expect(await answeredWith(200, { type: "error", message: text })).toMatchObject(expected);
    expect(await answeredWith(200, { msg_type: "error", msg: text })).toMatchObject(expected);
  });

  it.each([
    [400, "rejected"],
    [401, "transient"],
    [429, "transient"],
    [500, "ambiguous"],
    [503, "transient"],
  ])("goes by the status %d of an error that it does not know: %s", async (status, outcome) => {
    expect((await answeredWith(status, { type: "error", message: "?" })).outcome).toBe(outcome);
  });

  it("takes both forms of a success, and an id only if it looks like one", async () => {
    const id = "3763646c3058373530393938";
    const accepted = { outcome: "accepted", providerMessageId: id };
    expect(await answeredWith(200, { type: "success", message: id })).toEqual(accepted);
    expect(await answeredWith(200, { type: "success", request_id: id })).toEqual(accepted);
    expect(await answeredWith(200, { msg_type: "success", msg: "sent" })).toEqual({ outcome: "accepted" });
  });

  it.each([
    {},
    [],
    "success",
    null,
    { type: "Success" },
    { type: 1 },
    { message: "5762846b4f8d285d378b4567" },
  ])("takes %j for no success", async (body) => {
    expect((await answeredWith(200, body)).outcome).toBe("ambiguous");
  });

  it("does not believe a success in an answer with an error's status", async () => {
    expect((await answeredWith(400, { type: "success", message: "ok" })).outcome).toBe("rejected");
  });
});

describe("the settings of MSG91", () => {
  const problems = (given: Record<string, string>) =>
    msg91Settings
      .safeParse(given)
      .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

  it("name each variable that is missing", () => {
    expect(problems({})).toEqual([
      "MSG91_AUTH_KEY: is required to send through MSG91",
      "MSG91_TEMPLATE_ID: is required to send through MSG91",
      "MSG91_WEBHOOK_SECRET: is required to send through MSG91",
    ]);
  });

  it.each([
    ["MSG91_AUTH_KEY", "two words"],
    ["MSG91_TEMPLATE_ID", "hi:only-hindi"],
    ["MSG91_TEMPLATE_ID", "en:one,en:two"],
    ["MSG91_TEMPLATE_ID", "en:one,de:two"],
    ["MSG91_TEMPLATE_ID", "en:one,,hi:two"],
    ["MSG91_TEMPLATE_ID", "en:o n e"],
    ["MSG91_WEBHOOK_SECRET", "too-short-to-be-kept"],
    ["MSG91_API_BASE_URL", "http://control.msg91.com"],
  ])("refuse a wrong %s (%s) in one line, without showing it", (name, value) => {
    const found = problems({ ...variables, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}: `));
    expect(found[0]).not.toContain(value);
  });
});
