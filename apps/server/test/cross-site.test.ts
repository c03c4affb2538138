import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { expectRefusal } from "./support/refusal.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";

const OWN = "https://sign-in.example";
const ALLOWED = "https://app.sign-in.example";
const EVIL = { origin: "https://sign-in.example.evil.test" };

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ PUBLIC_ORIGIN: OWN, ALLOWED_ORIGINS: ALLOWED, ENABLE_RATE_LIMIT: "false" });
});
afterAll(() => app[Symbol.asyncDispose]());

const phoneNumber = "+14155550132";

async function signIn(session: "cookie" | "token" = "cookie") {
  const browser = httpClient(app.url);
  const { otp, challengeId } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
  const verified = await browser.post("/api/auth/otp/verify", { phoneNumber, otp, challengeId, session });
  return { browser, bearer: { authorization: `Bearer ${verified.body.token}` } };
}

const statusOfSession = async (headers: Record<string, string>) =>
  (await httpClient(app.url).get("/api/auth/session", headers)).status;

describe("a page of another origin", () => {
  it.each([
    ["/api/auth/otp/request", { phoneNumber }],
    ["/trpc/auth.requestOtp", { phoneNumber }],
    ["/api/auth/otp/resend", { phoneNumber }],
    ["/trpc/auth.resendOtp", { phoneNumber }],
    ["/api/auth/otp/verify", { phoneNumber, otp: "123456" }],
    ["/trpc/auth.verifyOtp", { phoneNumber, otp: "123456" }],
    ["/api/auth/sign-out", {}],
    ["/trpc/session.signOut", {}],
    ["/api/auth/sessions/revoke-others", {}],
    ["/trpc/session.revokeOthers", {}],
  ])(
    "can call %s neither by its origin, nor by what the browser says, nor by its referer",
    async (path, body) => {
      const sent = app.parts.inbox?.for(phoneNumber).length;
      for (const headers of [
        EVIL,
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site", origin: OWN },
        { referer: `${EVIL.origin}/` },
      ]) {
        expectRefusal(await httpClient(app.url).post(path, body, headers), 403, "FORBIDDEN");
      }
      expect(app.parts.inbox?.for(phoneNumber)).toHaveLength(sent ?? 0);
    },
  );

  it("can end no session, and our own page can", async () => {
    const { browser } = await signIn();
    expectRefusal(await browser.post("/api/auth/sign-out", {}, EVIL), 403, "FORBIDDEN");
    const { id } = (await browser.get("/api/auth/session")).body.session;
    expectRefusal(await browser.delete(`/api/auth/sessions/${id}`, EVIL), 403, "FORBIDDEN");
    expect((await browser.get("/api/auth/session")).status).toBe(200);
    const own = { origin: OWN, "sec-fetch-site": "same-origin" };
    expect((await browser.post("/trpc/session.signOut", {}, own)).status).toBe(200);
  });

  it("is not answered in the terms of CORS, its preflight neither", async () => {
    const answers = [
      await httpClient(app.url).get("/api/auth/session", EVIL),
      await httpClient(app.url).send("OPTIONS", "/trpc/auth.requestOtp", {
        headers: { ...EVIL, "access-control-request-method": "POST" },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 405]);
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(headers.get("vary")).toContain("Origin");
    }
  });
});

describe("a page of an allowed origin", () => {
  const origin = { origin: ALLOWED };

  it.each(["/api/auth/otp/request", "/trpc/auth.requestOtp"])(
    "may call %s with cookies and read the answer, a refusal too",
    async (path) => {
      const browser = httpClient(app.url);
      const preflight = await browser.send("OPTIONS", path, {
        headers: {
          ...origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
        },
      });
      const answers = [
        await browser.post(path, { phoneNumber }, { ...origin, "sec-fetch-site": "same-site" }),
        await browser.post(path, { phoneNumber: "nobody" }, origin),
        await browser.send("POST", path, {
          headers: { ...origin, "content-type": "text/plain" },
          body: "{}",
        }),
      ];
      expect([preflight, ...answers].map(({ status }) => status)).toEqual([204, 200, 400, 415]);
      for (const { headers } of [preflight, ...answers]) {
        expect(headers.get("access-control-allow-origin")).toBe(ALLOWED);
        expect(headers.get("access-control-allow-credentials")).toBe("true");
        expect(headers.get("vary")).toContain("Origin");
      }
      expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, POST, DELETE");
      expect(preflight.headers.get("access-control-allow-headers")).toBe("Content-Type, Idempotency-Key");
    },
  );
});

describe("a bearer token", () => {
  it("is taken from programs and from our own page", async () => {
    const { bearer } = await signIn("token");
    expect(await statusOfSession(bearer)).toBe(200);
    expect(await statusOfSession({ ...bearer, "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await statusOfSession({ ...bearer, origin: OWN })).toBe(200);
  });

  it.each([
    EVIL,
    { origin: ALLOWED },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("is never taken from a page of another origin, an allowed one included: %j", async (headers) => {
    const { bearer } = await signIn("token");
    for (const path of ["/api/auth/session", "/trpc/session.current"]) {
      expectRefusal(await httpClient(app.url).get(path, { ...bearer, ...headers }), 403, "FORBIDDEN");
    }
  });

  it("is never taken beside a session cookie, whatever that is worth", async () => {
    const [{ bearer }, { browser }] = [await signIn("token"), await signIn()];
    expectRefusal(await browser.get("/api/auth/session", bearer), 403, "FORBIDDEN");
    for (const cookie of ["__Host-session=garbage", "__Host-session=a; __Host-session=b"]) {
      for (const path of ["/api/auth/session", "/trpc/session.current"]) {
        expectRefusal(await httpClient(app.url).get(path, { ...bearer, cookie }), 403, "FORBIDDEN");
      }
    }
  });
});

describe("programs without cookies", () => {
  it("sign in with no sign of where they come from", async () => {
    const { bearer } = await signIn("token");
    expect((await httpClient(app.url).post("/api/auth/sign-out", {}, bearer)).status).toBe(200);
    expect(await statusOfSession(bearer)).toBe(401);
  });

  it("keep cookies too if they like, as curl does; a browser whose signs are lost does not", async () => {
    const { browser } = await signIn();
    const lost = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" };
    expectRefusal(await browser.post("/api/auth/sign-out", {}, lost), 403, "FORBIDDEN");
    expect((await browser.post("/api/auth/sign-out", {}, { "user-agent": "curl/8.5.0" })).status).toBe(200);
  });
});
