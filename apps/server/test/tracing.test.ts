import { startTestPostgres } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attributeOf, type CollectedSpan, startCollector } from "./support/collector.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const ABOVE = "00f067aa0ba902b7";
const SERVER = 2;
const CLIENT = 3;

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
beforeAll(async () => {
  postgres = await startTestPostgres();
}, 120_000);
afterAll(() => postgres.stop());

/** The app with traces, its provider and its collector; what was traced is there once it is closed. */
async function traced(
  variables: Record<string, string>,
  use: (url: string, codeSent: () => string) => Promise<void>,
) {
  await using collector = await startCollector();
  await using twilio = await startTwilio();
  const app = await startApp({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER_ARG: "1",
    ...{ USE_DATABASE: "true", DATABASE_URL: postgres.url, TRUST_PROXY_HOPS: "1", LOG_LEVEL: "debug" },
    ...{ ENABLE_REAL_OTP: "true", SMS_PROVIDERS: "twilio", TWILIO_API_BASE_URL: twilio.baseUrl },
    ...{ TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT, TWILIO_AUTH_TOKEN: TWILIO_TOKEN, TWILIO_FROM: TWILIO_NUMBER },
    ...variables,
  });
  const codesSent = () => twilio.sent.map(({ text }) => /#(\d{6})$/.exec(text ?? "")?.[1] ?? "");
  await use(app.url, () => codesSent().at(-1) ?? "");
  await app[Symbol.asyncDispose]();
  const codes = codesSent();
  return { collector, spans: collector.spans(), logged: app.logged, codes, sent: twilio.sent };
}

const askFor = (url: string, phoneNumber: string, headers: Record<string, string> = {}) =>
  httpClient(url).post("/api/auth/otp/request", { phoneNumber }, { cookie: "other=1", ...headers });
const below = (spans: CollectedSpan[], parent: CollectedSpan | undefined) =>
  spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId);

describe("the traces of a sign-in", () => {
  it("have a span for the request, the use case, each statement and the provider, in the trace of the caller", async () => {
    const { spans, collector, logged } = await traced({}, async (url) => {
      await askFor(url, "+14155550120", { traceparent: `00-${TRACE}-${ABOVE}-00` });
    });
    const request = spans.find(({ kind }) => kind === SERVER);
    expect([request?.name, request?.traceId, request?.parentSpanId]).toEqual([
      "POST /api/auth/otp/request",
      TRACE,
      ABOVE,
    ]);
    expect([
      attributeOf(request, "http.route"),
      attributeOf(request, "http.response.status_code"),
      attributeOf(request, "sixdigit.outcome"),
    ]).toEqual(["/api/auth/otp/request", "200", "OK"]);
    const [useCase] = below(spans, request);
    expect(useCase?.name).toBe("auth.requestOtp");
    const steps = below(spans, useCase);
    const names = steps.map(({ name }) => name);
    expect(names).toContain("limits.apply");
    expect(names).toContain("sms twilio");
    expect(names).toContain("INSERT challenges INSERT audit_events");
    expect(steps.every(({ kind, traceId }) => kind === CLIENT && traceId === TRACE)).toBe(true);
    const statement = steps.find(({ name }) => name.includes("INSERT challenges"));
    expect(attributeOf(statement, "db.system.name")).toBe("postgresql");
    expect(attributeOf(statement, "db.query.text")).toMatch(/^[^']*INSERT INTO challenges[^']*\$\d+[^']*$/);
    expect(
      attributeOf(
        steps.find(({ name }) => name === "sms twilio"),
        "sixdigit.outcome",
      ),
    ).toBe("accepted");
    expect(collector.paths[0]).toBe("POST /v1/traces application/json");
    expect(collector.serviceNames()).toContain("sixdigit");
    const line = logged.map((each) => JSON.parse(each)).find(({ event }) => event === "request");
    expect(line.traceId).toBe(TRACE);
  }, 60_000);

  it("show refusals by their code and faults as errors, and no words of either", async () => {
    const { spans } = await traced({}, async (url) => {
      await httpClient(url).post("/api/auth/otp/verify", { phoneNumber: "+14155550121", otp: "123456" });
    });
    const useCase = spans.find(({ name }) => name === "auth.verifyOtp");
    expect([attributeOf(useCase, "error.type"), useCase?.status?.code ?? 0]).toEqual(["CODE_INVALID", 0]);
    expect(spans.some((span) => "events" in span && (span.events as unknown[]).length > 0)).toBe(false);
  }, 60_000);

  it("hold no number, code, token, cookie or address, whatever the caller writes where", async () => {
    const phoneNumber = "+14155550122";
    const secrets: string[] = [phoneNumber.slice(1), "203.0.113.77", "canary"];
    const { collector, codes, spans } = await traced(
      { SMS_ALLOWED_COUNTRIES: "US" },
      async (url, codeSent) => {
        const { post, get } = httpClient(url);
        const headers = {
          "x-forwarded-for": "203.0.113.77",
          "user-agent": "canary-agent",
          tracestate: "canary=+14155550122",
          traceparent: `00-${TRACE}-${ABOVE}-01`,
          baggage: "phone=canary",
        };
        const { challengeId } = (await post("/api/auth/otp/request", { phoneNumber }, headers)).body;
        secrets.push(challengeId);
        const guess = { phoneNumber, challengeId, otp: "canary1", session: "token" };
        await post("/api/auth/otp/verify", guess, headers);
        const { token } = (await post("/api/auth/otp/verify", { ...guess, otp: codeSent() }, headers)).body;
        secrets.push(...token.split("."));
        await get("/api/auth/sessions", { ...headers, authorization: `Bearer ${token}` });
        await get(`/api/auth/sessions/${phoneNumber}?canary=1`, headers);
        await get("/canary/+14155550122", headers);
        await post("/trpc/canary.14155550122", {}, headers);
      },
    );
    secrets.push(...codes);
    expect(codes[0]).toMatch(/^\d{6}$/);
    expect(spans.map(({ name }) => name)).toContain("auth.listSessions");
    // Codes are short: as a word of their own, not within a time in nanoseconds.
    for (const secret of secrets)
      expect(collector.text()).not.toMatch(new RegExp(`(?<![\\da-f])${secret}(?![\\da-f])`));
  }, 60_000);

  it("are drawn here: neither the flag nor the number of a caller's trace decides", async () => {
    const all = Array.from({ length: 30 }, (_, index) => index);
    const { spans } = await traced({ OTEL_TRACES_SAMPLER_ARG: "0" }, async (url) => {
      for (const index of all) {
        const trace = index.toString(16).padStart(32, "0").replace(/^0/, "1");
        await httpClient(url).get("/api/auth/session", { traceparent: `00-${trace}-${ABOVE}-01` });
      }
    });
    expect(spans).toEqual([]);
  }, 60_000);
});

it("a collector that is away costs the traces and nothing else", async () => {
  const began = Date.now();
  const { sent } = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" }, async (url) => {
    expect((await askFor(url, "+14155550123")).status).toBe(200);
  });
  expect(sent).toHaveLength(1);
  expect(Date.now() - began).toBeLessThan(30_000);
}, 60_000);
