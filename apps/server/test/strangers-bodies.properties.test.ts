import { manualClock } from "@sixdigit/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutLimits } from "./fuzz/settings.ts";
import { type Answer, httpClient } from "./support/http-client.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";
import { answersTo, letterOf, near, statusesOf } from "./support/strangers.ts";

type Fields = Record<string, unknown>;
const JSON_TYPE = { "content-type": "application/json" };
const phoneNumber = "+14155550132";

const clock = manualClock();
let app: RunningApp;
beforeAll(async () => {
  app = await startApp(withoutLimits, {}, { clock });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Asks for a code, and waits until another can be asked for. */
async function opened(): Promise<{ otp: string; challengeId: string }> {
  const { body }: Answer = await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber });
  clock.advance(31);
  return { otp: body.otp, challengeId: body.challengeId };
}

/** What a well-meaning one sends: each time a challenge of its own, so that its attempts are never used up. */
const usual: Record<string, () => Promise<Fields>> = {
  request: async () => ({ phoneNumber, locale: "de" }),
  verify: async () => ({ phoneNumber, session: "token", ...(await opened()) }),
  resend: async () => ({ phoneNumber, challengeId: (await opened()).challengeId }),
};

const post = (name: string, body: string) => ({ path: `/api/auth/otp/${name}`, headers: JSON_TYPE, body });
const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }));
const anything = fc.anything({ withNullPrototype: true, maxDepth: 4 });
/** What numbers are written with, and what is not seen of a text. */
const inNumbers = letterOf("+0123456789 ()-./;ext=\u0661\uff11\u200b\u202a\0");
const others = fc.integer({ min: 10, max: 99 }).map((last) => `+141555501${last}`);
const spellings = fc.constantFrom("+1 (415) 555-0132", "+1-415-555-01 32", "+1.415.555.0132");
const likeNumber = fc.oneof(near(phoneNumber, inNumbers), spellings, others);

describe("one field is anything and the others are as they should be, and it is refused or answered:", {
  timeout: 120_000,
}, () => {
  it.each([
    ["request", "phoneNumber", likeNumber, [200, 400]],
    ["request", "locale", near("pt-BR"), [200, 400]],
    ["request", "proof", near(Buffer.from('{"number":1}').toString("base64")), [200, 400]],
    ["verify", "phoneNumber", likeNumber, [200, 400, 401]],
    ["verify", "otp", near("123456", inNumbers), [400, 401]],
    ["verify", "challengeId", near("A".repeat(22)), [400, 401]],
    ["verify", "session", near("token"), [200, 400]],
    ["resend", "phoneNumber", likeNumber, [200, 400, 401]],
    ["resend", "challengeId", near("A".repeat(22)), [400, 401]],
    ["resend", "proof", near("{}"), [200, 400]],
  ])("in %s, %s", async (name, field, likely, seen) => {
    const answers = await answersTo(app, fc.oneof(anything, text, likely), async (value) =>
      post(name, JSON.stringify({ ...(await usual[name]?.()), [field]: value })),
    );
    expect(statusesOf(answers)).toEqual(expect.arrayContaining(seen));
  });

  it("in verify, the right code and challenge with something around them", async () => {
    const around = fc.tuple(
      fc.constantFrom("otp", "challengeId"),
      fc.string({ unit: letterOf(" -\u2010\u20130Aa_.\0"), maxLength: 2 }),
      fc.nat(6),
    );
    const answers = await answersTo(app, around, async ([field, added, at]) => {
      const held: Fields = { phoneNumber, ...(await opened()) };
      const right = String(held[field]);
      return post(
        "verify",
        JSON.stringify({ ...held, [field]: right.slice(0, at) + added + right.slice(at) }),
      );
    });
    expect(statusesOf(answers)).toEqual([200, 400, 401]);
  });

  it.each(Object.keys(usual))(
    "the body of %s is one letter from what it should be, or another text",
    async (name) => {
      const body = fc.oneof(
        {
          weight: 2,
          arbitrary: fc.tuple(
            fc.nat(),
            fc.nat(1),
            fc.string({ unit: letterOf('{}[]":,0 \\'), maxLength: 1 }),
          ),
        },
        fc.oneof(
          text,
          anything.map((value) => JSON.stringify(value) ?? ""),
        ),
      );
      const answers = await answersTo(app, body, async (given) => {
        if (typeof given === "string") return post(name, given);
        const [at, drop, added] = given;
        const whole = JSON.stringify(await usual[name]?.());
        const from = at % whole.length;
        return post(name, whole.slice(0, from) + added + whole.slice(from + drop));
      });
      expect(statusesOf(answers)).toEqual(expect.arrayContaining([200, 400]));
    },
  );
});
