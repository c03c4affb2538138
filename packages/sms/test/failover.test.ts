import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  createFailover,
  createMsg91Sender,
  createTwilioSender,
  type FailoverDeps,
  msg91Settings,
  parseRoutes,
  twilioSettings,
} from "../src/index.ts";
import { closedPort, silentServer } from "./fakes/loopback.ts";
import { MSG91_KEY, MSG91_TEMPLATES, startMsg91 } from "./fakes/msg91.ts";
import type { Behaviour } from "./fakes/provider-server.ts";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "./fakes/twilio.ts";
import { aMessage } from "./sender-suite.ts";

/** Both providers on real sockets, MSG91 first for India. */
async function bothProviders(given: Partial<FailoverDeps> = {}, msg91Address?: string) {
  const [msg91, twilio] = await Promise.all([startMsg91(), startTwilio()]);
  const senders = [
    createMsg91Sender(
      msg91Settings.parse({
        MSG91_AUTH_KEY: MSG91_KEY,
        MSG91_TEMPLATE_ID: MSG91_TEMPLATES.en,
        MSG91_WEBHOOK_SECRET: "s".repeat(32),
        MSG91_API_BASE_URL: msg91Address ?? msg91.baseUrl,
      }),
    ),
    createTwilioSender(
      twilioSettings.parse({
        TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
        TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
        TWILIO_FROM: TWILIO_NUMBER,
        TWILIO_API_BASE_URL: twilio.baseUrl,
      }),
    ),
  ];
  const routes = parseRoutes("IN:msg91,twilio;*:twilio", ["msg91", "twilio"]);
  const failover = createFailover({ senders, routes, random: () => 0.5, newId: randomUUID, ...given });
  return {
    ...failover,
    msg91,
    twilio,
    messages: () => msg91.sent.length + twilio.sent.length,
    async [Symbol.asyncDispose]() {
      await Promise.all([msg91[Symbol.asyncDispose](), twilio[Symbol.asyncDispose]()]);
    },
  };
}

describe("two providers", () => {
  it("send by the first one, and by the country's route", async () => {
    await using both = await bothProviders();
    expect(await both.send(aMessage, "IN")).toMatchObject({
      result: { outcome: "accepted" },
      attempts: [{ provider: "msg91" }],
    });
    expect((await both.send(aMessage, "US")).attempts).toMatchObject([{ provider: "twilio" }]);
    expect((await both.send(aMessage, undefined)).attempts).toMatchObject([{ provider: "twilio" }]);
    expect([both.msg91.sent.length, both.twilio.sent.length]).toEqual([1, 2]);
  });

  // Two timers end it, at 5 and at 5.25 s: a machine that stood still just then does not do so three times in a row.
  it("end a request within 5.5 s and send one message when the first hangs", { retry: 2 }, async () => {
    await using both = await bothProviders();
    both.msg91.behave({ kind: "hang", accepts: true });
    const started = performance.now();
    const { result, attempts } = await both.send(aMessage, "IN");
    expect(performance.now() - started).toBeLessThan(5500);
    expect(result).toEqual({ outcome: "ambiguous", errorCode: "no-answer" });
    expect(attempts).toHaveLength(1);
    expect(both.messages()).toBe(1);
  });

  it.each<[string, Behaviour]>([
    ["accepts and drops the connection", { kind: "drop", accepts: true }],
    ["accepts and answers half", { kind: "half-body" }],
    ["accepts and answers garbage", { kind: "garbage" }],
    ["accepts and answers a page", { kind: "wrong-type" }],
    ["accepts and answers without end", { kind: "endless" }],
  ])("send no second message when the first %s", async (_, behaviour) => {
    await using both = await bothProviders();
    both.msg91.behave(behaviour);
    expect((await both.send(aMessage, "IN")).result.outcome).toBe("ambiguous");
    expect(both.messages()).toBe(1);
    expect(both.twilio.calls()).toBe(0);
  });

  it("do not ask the second when the first refuses the number", async () => {
    await using both = await bothProviders();
    both.msg91.behave({ kind: "refuse", status: 200, body: { type: "error", message: "202" } });
    expect((await both.send(aMessage, "IN")).result).toEqual({ outcome: "rejected", errorCode: "202" });
    expect(both.twilio.calls()).toBe(0);
  });

  it.each<[string, Behaviour]>([
    ["is overloaded", { kind: "refuse", status: 429 }],
    ["is unavailable", { kind: "refuse", status: 503 }],
    ["has no credit", { kind: "refuse", status: 200, body: { type: "error", message: "301" } }],
  ])("go on to the second when the first %s", async (_, behaviour) => {
    await using both = await bothProviders();
    both.msg91.behave(behaviour);
    const { result, attempts } = await both.send(aMessage, "IN");
    expect(result.outcome).toBe("accepted");
    expect(attempts.map(({ provider, result: each }) => [provider, each.outcome])).toEqual([
      ["msg91", "transient"],
      ["twilio", "accepted"],
    ]);
    expect(both.messages()).toBe(1);
  });

  it.each(["cannot be connected to", "hangs before it can be written to"])(
    "go on to the second within the deadline when the first %s",
    async (problem) => {
      await using silent = await silentServer();
      const port = problem.startsWith("hangs") ? silent.port : await closedPort();
      // A connection has two seconds. Of a longer deadline enough is left on a machine that stands still for some more.
      await using both = await bothProviders({ deadlineMs: 30_000 }, `https://127.0.0.1:${port}`);
      const started = performance.now();
      const { result, attempts } = await both.send(aMessage, "IN");
      expect(result.outcome).toBe("accepted");
      expect(attempts).toMatchObject([{ result: { errorCode: "not-connected" } }, { provider: "twilio" }]);
      expect(performance.now() - started).toBeLessThan(20_000);
      expect(both.messages()).toBe(1);
    },
  );

  it("send 1,000 requests through the second while the first is down, and ask the first only a few times", async () => {
    await using both = await bothProviders({ breaker: { openMs: 60_000 } });
    both.msg91.behave({ kind: "refuse", status: 503 });
    const concurrency = 10;
    const worker = async () => {
      const outcomes: string[] = [];
      for (let count = 0; count < 1000 / concurrency; count += 1) {
        outcomes.push((await both.send(aMessage, "IN")).result.outcome);
      }
      return outcomes;
    };
    const outcomes = (await Promise.all(Array.from({ length: concurrency }, worker))).flat();
    expect(outcomes).toEqual(Array.from({ length: 1000 }, () => "accepted"));
    expect(both.twilio.sent).toHaveLength(1000);
    // Five open the breaker; the others of the ten at once were already on their way.
    expect(both.msg91.calls()).toBeLessThanOrEqual(5 + concurrency - 1);
    expect(both.breakerStates()).toEqual({ msg91: "open", twilio: "closed" });
  });

  it("are asked again after a pause, by one message on trial, and keep the traffic when it goes well", async () => {
    await using both = await bothProviders({ breaker: { failures: 2, openMs: 100, maxOpenMs: 100 } });
    both.msg91.behave({ kind: "refuse", status: 503 });
    await both.send(aMessage, "IN");
    await both.send(aMessage, "IN");
    expect(both.breakerStates().msg91).toBe("open");
    both.msg91.behave({ kind: "answer" });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const trials = await Promise.all(Array.from({ length: 20 }, () => both.send(aMessage, "IN")));
    expect(both.msg91.sent).toHaveLength(1);
    expect(trials.every(({ result }) => result.outcome === "accepted")).toBe(true);
    expect(both.breakerStates().msg91).toBe("closed");
    await both.send(aMessage, "IN");
    expect(both.msg91.sent).toHaveLength(2);
  });

  it("let nobody open a breaker with numbers that a provider refuses or cannot reach", async () => {
    await using both = await bothProviders();
    for (const [code, status] of [
      [21211, 400],
      [21612, 400],
      [21614, 400],
    ] as const) {
      both.twilio.behave({ kind: "refuse", status, body: { code, status, message: "", more_info: "" } });
      for (let count = 0; count < 10; count += 1) await both.send(aMessage, "US");
    }
    expect(both.breakerStates().twilio).toBe("closed");
    expect(both.twilio.calls()).toBe(30);
  });

  it("say that the message did not go when every breaker is open, and ask nobody", async () => {
    await using both = await bothProviders({ breaker: { failures: 1, openMs: 60_000 } });
    both.msg91.behave({ kind: "refuse", status: 503 });
    both.twilio.behave({ kind: "refuse", status: 429 });
    await both.send(aMessage, "IN");
    const calls = both.msg91.calls() + both.twilio.calls();
    expect(await both.send(aMessage, "IN")).toEqual({
      result: { outcome: "transient", errorCode: "no-provider" },
      attempts: [],
    });
    expect(both.msg91.calls() + both.twilio.calls()).toBe(calls);
  });

  it("begin with the one that delivers better in the country", async () => {
    const deliveryStats = (country: string, provider: string) =>
      country === "IN" && provider === "msg91"
        ? { delivered: 10, failed: 90, pending: 0 }
        : { delivered: 95, failed: 5, pending: 0 };
    await using both = await bothProviders({ deliveryStats });
    expect((await both.send(aMessage, "IN")).attempts).toMatchObject([{ provider: "twilio" }]);
  });
});
