import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { describe, expect, it } from "vitest";
import { listen } from "../src/listen.ts";
import { createMetrics, type Metrics } from "../src/metrics/create-metrics.ts";
import { createMetricsListener } from "../src/metrics/metrics-listener.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

async function serveMetrics(metrics: Pick<Metrics, "text" | "contentType">) {
  const server = createMetricsListener(metrics);
  const port = await listen(server, { host: "127.0.0.1", port: 0 });
  const get = (path = "/metrics", init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return {
    get,
    /** The lines of one metric, without those that explain it. */
    lines: async (name: string) =>
      (await (await get()).text()).split("\n").filter((line) => line.startsWith(name)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const settings = (twilioUrl: string) => ({
  ...{ ENABLE_REAL_OTP: "true", SMS_PROVIDERS: "twilio", TWILIO_API_BASE_URL: twilioUrl },
  ...{ TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT, TWILIO_AUTH_TOKEN: TWILIO_TOKEN, TWILIO_FROM: TWILIO_NUMBER },
});

describe("the metrics", () => {
  it("tell what became of each message by provider and country, and that a breaker is open", async () => {
    await using twilio = await startTwilio();
    await using app = await startApp(settings(twilio.baseUrl));
    await using metrics = await serveMetrics(app.parts.metrics);
    const client = httpClient(app.url);
    let asked = 0;
    const ask = (phone: string) => client.post("/api/auth/otp/request", { phoneNumber: phone });
    const askNew = () => ask(`+1415${200 + asked++}0100`);
    expect(await metrics.lines("sms_breaker_state")).toEqual(['sms_breaker_state{provider="twilio"} 0']);
    expect(await metrics.lines("sms_sends_total")).toEqual([]);
    await askNew();
    await ask("+919876543210");
    twilio.behave({ kind: "refuse", status: 503 });
    for (let failure = 0; failure < 5; failure++) await askNew();
    expect(await metrics.lines("sms_breaker_state")).toEqual(['sms_breaker_state{provider="twilio"} 2']);
    const calls = twilio.calls();
    await askNew();
    expect(twilio.calls()).toBe(calls);
    expect(await metrics.lines("sms_sends_total")).toEqual([
      'sms_sends_total{provider="twilio",country="US",outcome="accepted"} 1',
      'sms_sends_total{provider="twilio",country="IN",outcome="accepted"} 1',
      'sms_sends_total{provider="twilio",country="US",outcome="transient"} 5',
      'sms_sends_total{provider="none",country="US",outcome="transient"} 1',
    ]);
    expect(await (await metrics.get()).text()).not.toMatch(/="[^"]*\d{7}[^"]*"/);
  });

  it("tell that a breaker is on trial", async () => {
    const metrics = createMetrics({ prices: new Map(), dailyCap: 10_000 });
    metrics.readBreakersFrom(() => ({ twilio: "half-open", msg91: "closed" }));
    await using served = await serveMetrics(metrics);
    expect(await served.lines("sms_breaker_state")).toEqual([
      'sms_breaker_state{provider="twilio"} 1',
      'sms_breaker_state{provider="msg91"} 0',
    ]);
  });

  it("keep as many series as there are countries, however many numbers there are", async () => {
    const metrics = createMetrics({ prices: new Map(), dailyCap: 10_000 });
    for (let count = 0; count < 1000; count++) {
      metrics.countSends({
        country: "US",
        attempts: [{ id: `${count}`, provider: "twilio", result: { outcome: "accepted" } }],
      });
    }
    await using served = await serveMetrics(metrics);
    expect(await served.lines("sms_sends_total")).toEqual([
      'sms_sends_total{provider="twilio",country="US",outcome="accepted"} 1000',
    ]);
  });

  it("are at one address by one method, and not on the public port", async () => {
    await using app = await startApp();
    await using metrics = await serveMetrics(app.parts.metrics);
    const found = await metrics.get();
    expect([found.status, found.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("text/plain; version=0.0.4"),
    ]);
    expect((await metrics.get("/metrics?x=1")).status).toBe(200);
    expect((await metrics.get("/")).status).toBe(404);
    expect((await metrics.get("/metrics/x")).status).toBe(404);
    expect((await metrics.get("/metrics", { method: "POST", body: "x".repeat(100_000) })).status).toBe(404);
    expect(await (await fetch(`${app.url}/metrics`)).text()).not.toContain("sms_");
  });

  it("answer 500 and nothing else when they cannot be read", async () => {
    const text = () => Promise.reject(new Error("secret"));
    await using metrics = await serveMetrics({
      text,
      contentType: createMetrics({ prices: new Map(), dailyCap: 10_000 }).contentType,
    });
    const failed = await metrics.get();
    expect([failed.status, await failed.text()]).toEqual([500, ""]);
  });
});
