import { describe, expect, test } from "vitest";
import { e164, noon, phone } from "./fixtures.ts";
import { atCodeStep, refusal, sent, startFlow, throwing, user } from "./start-flow.ts";

describe("the number", () => {
  test("is read as people write it, with the language of the message", async () => {
    const { flow, calls } = startFlow([() => sent]);
    flow.typePhone("(415) 555-0132");
    await flow.sendCode();
    expect(calls).toEqual([{ name: "request", input: { phoneNumber: phone, locale: "fr" } }]);
    expect(flow.get()).toMatchObject({
      step: "code",
      phone,
      notice: "sent",
      life: { resendAt: noon + 30_000 },
    });
  });

  test.each([
    ["", "PHONE_EMPTY", undefined],
    ["12", "PHONE_IMPOSSIBLE", "US"],
    ["+12", "PHONE_IMPOSSIBLE", undefined],
    ["call me", "PHONE_CHARACTERS", "US"],
    ["1".repeat(40), "PHONE_TOO_LONG", "US"],
  ])("%j is refused here as %s, and stays as it was typed", async (text, code, country) => {
    const { flow, calls } = startFlow([]);
    flow.typePhone(text);
    await flow.sendCode();
    const state = flow.get();
    expect(state).toMatchObject({ step: "phone", draft: { text }, problem: { code, place: "field" } });
    expect(state.step === "phone" && state.problem?.country).toBe(country);
    expect(calls).toEqual([]);
  });

  test.each(["٤١٥ ٥٥٥ ٠١٣٢", "४१५ ५५५ ०१३२", "\u200e+1 415 555 0132\u200f"])(
    "is also read in other digits and with marks that nobody sees: %j",
    async (text) => {
      const { flow, calls } = startFlow([() => sent]);
      flow.typePhone(text);
      await flow.sendCode();
      expect(calls).toEqual([{ name: "request", input: { phoneNumber: phone, locale: "fr" } }]);
    },
  );

  test("of a country that messages do not go to costs no call", async () => {
    const { flow, calls } = startFlow([], { countries: ["IN"] });
    flow.typePhone("+1 415 555 0132");
    await flow.sendCode();
    expect(flow.get()).toMatchObject({ problem: { code: "PHONE_COUNTRY", country: "US" } });
    expect(calls).toEqual([]);
  });

  test("is sent once by a double click", async () => {
    const { flow, calls } = startFlow([() => sent]);
    flow.typePhone("(415) 555-0132");
    await Promise.all([flow.sendCode(), flow.sendCode()]);
    expect(calls).toHaveLength(1);
  });

  test("whose code is under way goes on to it, with the server's wait for the next", async () => {
    const { flow } = startFlow([throwing(refusal("RESEND_TOO_SOON", { retryAfterSeconds: 12 }))]);
    flow.typePhone("(415) 555-0132");
    await flow.sendCode();
    expect(flow.get()).toMatchObject({
      step: "code",
      problem: undefined,
      life: { state: "sent", resendAt: noon + 12_000 },
    });
  });

  test("that is changed meanwhile is not brought back by the late answer", async () => {
    const late = Promise.withResolvers<typeof sent>();
    const { flow, calls } = startFlow([() => late.promise]);
    flow.typePhone("(415) 555-0132");
    const sending = flow.sendCode();
    await expect.poll(() => calls.length).toBe(1);
    flow.changeNumber();
    late.resolve(sent);
    await sending;
    expect(flow.get()).toMatchObject({ step: "phone", busy: undefined, draft: { text: "(415) 555-0132" } });
  });
});

describe("a proof of work", () => {
  const puzzle = { algorithm: "SHA-256", challenge: "x", salt: "y", signature: "z", maxnumber: 9 };

  test("is worked out and given with the same call again", async () => {
    const doing: unknown[] = [];
    const { flow, calls } = startFlow([throwing(refusal("PROOF_REQUIRED", { proof: puzzle })), () => sent], {
      solveProof: async (given) => {
        const state = flow.get();
        doing.push(given, state.step === "phone" && state.busy);
        return "solved";
      },
    });
    flow.typePhone("(415) 555-0132");
    await flow.sendCode();
    expect(doing).toEqual([puzzle, "proving"]);
    expect(calls.map(({ input }) => input)).toEqual([
      { phoneNumber: phone, locale: "fr" },
      { phoneNumber: phone, locale: "fr", proof: "solved" },
    ]);
    expect(flow.get().step).toBe("code");
  });

  test("that is not accepted is told, and not tried for ever", async () => {
    const wanted = throwing(refusal("PROOF_REQUIRED", { proof: puzzle }));
    const { flow, calls } = startFlow([wanted, wanted], { solveProof: async () => "wrong" });
    flow.typePhone("(415) 555-0132");
    await flow.sendCode();
    expect(calls).toHaveLength(2);
    expect(flow.get()).toMatchObject({
      busy: undefined,
      problem: { code: "PROOF_REQUIRED", place: "service" },
    });
  });
});

describe("the code", () => {
  test("signs in, with the challenge that this tab holds, and leaves nothing behind", async () => {
    const { flow, calls, kept, signIn } = await atCodeStep(() => ({ user }));
    flow.typeCode("123456");
    await flow.checkCode();
    expect(calls).toEqual([
      { name: "verify", input: { phoneNumber: phone, otp: "123456", challengeId: "c1" } },
    ]);
    expect([flow.get(), kept.size, signIn.session.get().status]).toEqual([
      { step: "done", user },
      0,
      "signed-in",
    ]);
  });

  test("that is too short costs no attempt", async () => {
    const { flow, calls } = await atCodeStep();
    flow.typeCode("12345");
    await flow.checkCode();
    expect(flow.get()).toMatchObject({ code: "12345", problem: { code: "CODE_INCOMPLETE" } });
    expect(calls).toEqual([]);
  });

  test("that is wrong stays, with the tries that are left", async () => {
    const { flow } = await atCodeStep(throwing(refusal("CODE_INVALID", { attemptsLeft: 3 })));
    flow.typeCode("123456");
    await flow.checkCode();
    expect(flow.get()).toMatchObject({
      code: "123456",
      life: { state: "sent" },
      problem: { code: "CODE_INVALID", attemptsLeft: 3 },
    });
  });

  test.each([
    ["CODE_INVALID", { attemptsLeft: 0 }, "CODE_INVALID"],
    ["CODE_INVALID", {}, "CODE_GONE"],
    ["CODE_EXPIRED", {}, "CODE_EXPIRED"],
    ["TOO_MANY_ATTEMPTS", { retryAfterSeconds: 30 }, "TOO_MANY_ATTEMPTS"],
  ] as const)("with %s %j wants a new one at once: %s", async (authCode, details, code) => {
    const { flow } = await atCodeStep(throwing(refusal(authCode, details)));
    flow.typeCode("123456");
    await flow.checkCode();
    expect(flow.get()).toMatchObject({
      life: { state: "spent", resendAt: noon },
      problem: { code, needsNewCode: true },
    });
  });

  test.each([
    [new TypeError("Failed to fetch"), "NO_ANSWER"],
    [refusal("UNAVAILABLE", { retryAfterSeconds: 5 }), "UNAVAILABLE"],
    [refusal("INTERNAL"), "INTERNAL"],
  ])("keeps what is typed when the service fails (%s)", async (error, code) => {
    const { flow } = await atCodeStep(throwing(error));
    flow.typeCode("123456");
    await flow.checkCode();
    expect(flow.get()).toMatchObject({ code: "123456", problem: { code, place: "service" } });
  });
});

describe("another message", () => {
  test("is the same code again, of the challenge that this tab holds", async () => {
    const { flow, calls } = await atCodeStep(() => ({ ...sent, resendAt: "2026-01-01T12:01:00.000Z" }));
    await flow.resend();
    expect(calls).toEqual([{ name: "resend", input: { phoneNumber: phone, challengeId: "c1" } }]);
    expect(flow.get()).toMatchObject({ notice: "same-code", life: { sends: 2 } });
  });

  test("is a new code where the last one has expired", async () => {
    const { flow, calls, time } = await atCodeStep(() => ({
      ...sent,
      expiresAt: "2026-01-01T12:21:00.000Z",
    }));
    time.now = noon + 660_000;
    await flow.resend();
    expect(calls).toEqual([{ name: "request", input: { phoneNumber: phone, locale: "fr" } }]);
    expect(flow.get()).toMatchObject({ notice: "new-code" });
  });

  test("that finds no open code leads to a new one", async () => {
    const { flow, calls } = await atCodeStep(throwing(refusal("CODE_INVALID")), () => sent);
    await flow.resend();
    expect(flow.get()).toMatchObject({
      problem: { code: "NOTHING_TO_RESEND", place: "sending" },
      life: { state: "spent", resendAt: noon },
    });
    await flow.resend();
    expect(calls.map(({ name }) => name)).toEqual(["resend", "request"]);
  });

  test("that comes too soon waits for as long as the server says", async () => {
    const { flow } = await atCodeStep(throwing(refusal("RESEND_TOO_SOON", { retryAfterSeconds: 20 })));
    await flow.resend();
    expect(flow.get()).toMatchObject({
      problem: { code: "RESEND_TOO_SOON", place: "sending" },
      life: { resendAt: noon + 20_000 },
    });
  });
});

test("a tab that is loaded again knows what it knew, but no code and no challenge", async () => {
  const { flow, kept } = await atCodeStep();
  flow.typeCode("123456");
  const all = JSON.stringify([...kept]);
  expect(all).toContain(phone);
  expect(all).not.toMatch(/123456|c1/);
});

test("an address that names another number opens its own step", () => {
  const { flow } = startFlow([]);
  flow.open(e164("+919876543210"));
  expect(flow.get()).toMatchObject({ step: "code", phone: "+919876543210", life: { state: "unknown" } });
});
