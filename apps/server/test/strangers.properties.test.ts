import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MSG91_SECRET, receivingReports, withoutLimits } from "./fuzz/settings.ts";
import { httpClient } from "./support/http-client.ts";
import { signIn } from "./support/signed-in.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";
import { answersTo, headerValue, letterOf, near, statusesOf } from "./support/strangers.ts";

const PHONE = "+14155550132";
const JSON_TYPE = { "content-type": "application/json" };

let app: RunningApp;
let receiving: RunningApp;
/** The cookies of somebody who is signed in, and who has asked for another code. */
let cookies: Map<string, string>;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY_HOPS: "2", LOG_LEVEL: "debug", ...withoutLimits });
  const browser = await signIn(app);
  await browser.post("/api/auth/otp/request", { phoneNumber: PHONE });
  cookies = browser.cookies;
  receiving = await startApp(receivingReports);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await receiving[Symbol.asyncDispose]();
});

const cookie = (name: string) => `${name}=${cookies.get(name)}`;
const session = (headers: Record<string, string>) => ({ method: "GET", path: "/api/auth/session", headers });
const request = (headers: Record<string, string>) => ({
  path: "/api/auth/otp/request",
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify({ phoneNumber: PHONE }),
});
const forwardedFor = fc.oneof(fc.ipV4(), fc.ipV6()).map((address) => `${address}, 10.0.0.1`);
/** What the log has of the requests since, each once. */
const logged = (name: string, since: number) =>
  new Set(app.logged.slice(since).map((line) => JSON.parse(line)[name]));

describe("whatever strangers send, it is refused or answered, and some of it gets past the first look:", {
  timeout: 120_000,
}, () => {
  it.each([
    ["x-forwarded-for", fc.oneof(near("192.0.2.1, 10.0.0.1", letterOf("0129af.:, []%")), forwardedFor)],
    ["user-agent", near("Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0")],
  ])("in the header %s, which is noted and refuses nobody", async (name, noted) => {
    const since = app.logged.length;
    const answers = await answersTo(app, fc.oneof(headerValue, noted), (value) => request({ [name]: value }));
    expect(statusesOf(answers)).toEqual([200]);
    expect(logged(name === "user-agent" ? "userAgent" : "network", since).size).toBeGreaterThan(10);
  });

  it.each(["x-forwarded-proto", "x-forwarded-host", "forwarded"])(
    "in the header %s, which changes nothing",
    async (name) => {
      const since = app.logged.length;
      const answers = await answersTo(app, fc.oneof(headerValue, near("for=192.0.2.1, https")), (value) =>
        session({ cookie: cookie("session"), [name]: value }),
      );
      expect([statusesOf(answers), logged("network", since).size]).toEqual([[200], 1]);
    },
  );

  it("in the header accept-language, by which messages are written", async () => {
    const { inbox } = app.parts;
    const languages = fc.oneof(headerValue, near("hi,pt-BR;q=0.9", letterOf("esarfr,;=q-_01.* ")));
    const texts = new Set<string>();
    const answers = await answersTo(app, languages, (value) => {
      for (const { text } of inbox?.for(PHONE) ?? []) texts.add(text.replace(/\d+/g, "0"));
      return request({ "accept-language": value });
    });
    expect(statusesOf(answers)).toEqual([200]);
    expect(texts.size).toBeGreaterThan(2);
  });

  it.each([
    ["content-type", "application/json; charset=utf-8", [200, 415]],
    ["idempotency-key", "018f0000-0000-7000-8000-000000000001", [200, 400]],
  ])("in the header %s", async (name, usual, seen) => {
    const answers = await answersTo(app, fc.oneof(headerValue, near(usual)), (value) =>
      request({ [name]: value }),
    );
    expect(statusesOf(answers)).toEqual(seen);
  });

  it("in the header cookie, and in a session's cookie", async () => {
    const value = fc.oneof(
      headerValue,
      near(cookie("session")),
      headerValue.map((junk) => `${junk}; ${cookie("session")}`),
    );
    const answers = await answersTo(app, value, (given) => session({ cookie: given }));
    expect(statusesOf(answers)).toEqual([200, 401]);
  });

  it("in a challenge's cookie, whose holder has other attempts than a stranger", async () => {
    const value = fc.oneof(headerValue, near(cookie("challenge")));
    const answers = await answersTo(app, value, (given) => ({
      ...request({ cookie: given }),
      path: "/api/auth/otp/verify",
      body: JSON.stringify({ phoneNumber: PHONE, otp: "0000000" }),
    }));
    expect(statusesOf(answers)).toEqual([401, 429]);
  });

  it("as a bearer token", async () => {
    const { post } = httpClient(app.url);
    const { otp, challengeId } = (await post("/api/auth/otp/request", { phoneNumber: PHONE })).body;
    const held = { phoneNumber: PHONE, otp, challengeId, session: "token" };
    const { token } = (await post("/api/auth/otp/verify", held)).body;
    const shaped = fc
      .tuple(fc.uuid(), fc.base64String({ minLength: 40, maxLength: 48 }))
      .map((parts) => parts.join("."));
    const value = fc.oneof(headerValue, shaped, near(token));
    const answers = await answersTo(app, value, (given) => session({ authorization: `Bearer ${given}` }));
    expect(statusesOf(answers)).toEqual([200, 401]);
  });

  it.each([
    ["/trpc/", ["session.current", "session.list?input={}", "auth.verifyOtp"], [400, 401, 404, 405]],
    ["/api/", ["auth/session", "auth/sessions/1", "docs", "openapi.json"], [200, 400, 401, 404, 405]],
    ["/webhooks/sms/", ["twilio", "msg91/x", `msg91/${MSG91_SECRET}`], [400, 404]],
    ["/", ["livez", "otp", "trpc/session.current", "api/auth/session"], [200, 400, 401, 404]],
  ])("in a path under %s", async (prefix, known, seen) => {
    const marks = fc.constantFrom(
      ..."/\\#@?:.&=;,%[]{}|^\"<>'()*+~_-$!aZ0",
      "..",
      "%20",
      "%00",
      "%2e",
      "%2f",
    );
    const pieces = fc.oneof(
      fc.array(fc.oneof(marks, fc.constantFrom(...known)), { maxLength: 10 }),
      // With few letters it takes few tries to write what looks like a host, and other things that parsers know of.
      fc.array(letterOf("/\\#@a"), { maxLength: 6 }),
      fc.tuple(fc.constantFrom(...known)),
    );
    const values = fc.tuple(pieces, fc.constantFrom("GET", "POST", "DELETE"));
    const to = prefix.startsWith("/webhooks") ? receiving : app;
    const answers = await answersTo(
      to,
      values,
      ([path, method]) => ({ method, path: prefix + path.join(""), headers: JSON_TYPE, body: "{}" }),
      3_000,
    );
    expect(statusesOf(answers)).toEqual(expect.arrayContaining(seen));
  });
});
