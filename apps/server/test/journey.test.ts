import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const phoneNumber = "+1 415 555 0132";
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe("signing in over REST without cookies", () => {
  it("goes from the request to the session and out again, with a bearer token", async () => {
    await using app = await startApp();
    const { post, get } = httpClient(app.url);
    const requested = await post("/api/auth/otp/request", { phoneNumber });
    expect(requested.body).toEqual({
      success: true,
      message: "A code is on its way.",
      challengeId: expect.stringMatching(/^[\w-]{22}$/),
      codeLength: 6,
      expiresAt: expect.stringMatching(ISO),
      resendAt: expect.stringMatching(ISO),
      otp: expect.stringMatching(/^\d{6}$/),
    });
    const { otp, challengeId } = requested.body;
    const verified = await post(
      "/api/auth/otp/verify",
      { phoneNumber, otp, challengeId, session: "token" },
      { cookie: "" },
    );
    const user = {
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      phoneNumber: "+1415•••••32",
      isNew: true,
      createdAt: expect.stringMatching(ISO),
    };
    expect(verified.body).toEqual({
      success: true,
      message: "You are signed in.",
      user,
      token: expect.any(String),
    });
    expect(verified.headers.getSetCookie()).toEqual([]);

    const authorization = { authorization: `Bearer ${verified.body.token}`, cookie: "" };
    const session = await get("/api/auth/session", authorization);
    expect(session.body).toMatchObject({
      user: { ...user, isNew: false },
      session: { current: true, expiresAt: expect.stringMatching(ISO) },
    });
    expect((await post("/api/auth/sign-out", {}, authorization)).body).toEqual({ success: true });
    const after = await get("/api/auth/session", authorization);
    expect([after.status, after.body.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("takes the code with the number alone", async () => {
    await using app = await startApp();
    const { otp } = (await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber })).body;
    const stranger = httpClient(app.url);
    const spelled = { phoneNumber: "+1 (415) 555-0132", otp: `${otp.slice(0, 3)} ${otp.slice(3)}` };
    expect((await stranger.post("/api/auth/otp/verify", spelled)).body).toMatchObject({ success: true });
    expect((await stranger.get("/api/auth/session")).status).toBe(200);
  });
});

describe("signing in with cookies", () => {
  it("keeps the challenge and then the session in sealed, HTTP-only cookies", async () => {
    await using app = await startApp();
    const browser = httpClient(app.url);
    const requested = await browser.post("/api/auth/otp/request", { phoneNumber });
    const { otp, challengeId } = requested.body;
    const [challenge = ""] = requested.headers.getSetCookie();
    expect(challenge).toMatch(/^challenge=[^;]+; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(challenge).not.toContain(challengeId);
    const verified = await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
    expect(verified.body).not.toHaveProperty("token");
    const cookies = verified.headers.getSetCookie().map((line) => line.replace(/=Fe26[^;]+/, "=SEAL"));
    expect(cookies).toEqual([
      "challenge=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
      "session=SEAL; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax",
      "device=SEAL; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax",
    ]);
    expect([...browser.cookies.keys()]).toEqual(["session", "device"]);
    expect((await browser.get("/api/auth/session")).status).toBe(200);
  });

  it("uses the __Host- prefix and Secure where the origin is https", async () => {
    await using app = await startApp({ PUBLIC_ORIGIN: "https://sign-in.example" });
    const { headers } = await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber });
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-challenge=[^;]+; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  });

  it("takes a second request of the same browser for a resend, and one of another browser for a new start", async () => {
    await using app = await startApp();
    const browser = httpClient(app.url);
    await browser.post("/api/auth/otp/request", { phoneNumber });
    const again = await browser.post("/api/auth/otp/request", { phoneNumber });
    expect([again.status, again.body.code]).toEqual([429, "RESEND_TOO_SOON"]);
    expect(again.headers.get("retry-after")).toBe(String(again.body.retryAfterSeconds));
    const other = await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber });
    expect(other.status).toBe(200);
  });

  it("refuses a copied cookie after signing out", async () => {
    await using app = await startApp();
    const browser = httpClient(app.url);
    const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
    await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
    const copied = { cookie: [...browser.cookies].map((pair) => pair.join("=")).join("; ") };
    expect((await httpClient(app.url).get("/api/auth/session", copied)).status).toBe(200);
    await browser.post("/api/auth/sign-out");
    expect([...browser.cookies.keys()]).toEqual(["device"]);
    expect((await httpClient(app.url).get("/api/auth/session", copied)).status).toBe(401);
  });

  it("keeps people signed in when the seal's secret is replaced, as long as the old one is listed", async () => {
    const [older, newer] = ["older-secret-of-the-tests-32-long", "newer-secret-of-the-tests-32-long"];
    await using before = await startApp({ SESSION_SECRET: older });
    const browser = httpClient(before.url);
    const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
    await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
    const cookie = { cookie: `session=${browser.cookies.get("session")}` };
    const statusWith = async (SESSION_SECRET: string) => {
      const { cookies } = (await startAppOnce({ SESSION_SECRET })).parts;
      await using after = await startApp({ SESSION_SECRET }, { auth: before.parts.auth, cookies });
      return (await httpClient(after.url).get("/api/auth/session", cookie)).status;
    };
    expect(await statusWith(`${newer},${older}`)).toBe(200);
    expect(await statusWith(newer)).toBe(401);
  });
});

async function startAppOnce(variables: Record<string, string>) {
  await using app = await startApp(variables);
  return { parts: app.parts };
}

describe("attempts and limits over the wire", () => {
  it("looks at five wrong codes of the holder, then refuses with 429 and Retry-After", async () => {
    await using app = await startApp();
    const browser = httpClient(app.url);
    const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
    const wrong = otp === "000000" ? "000001" : "000000";
    const guess = (code: string) => browser.post("/api/auth/otp/verify", { phoneNumber, otp: code });
    const answers = await Promise.all(Array.from({ length: 50 }, () => guess(wrong)));
    const looked = answers.filter(({ status, body }) => status === 401 && body.code === "CODE_INVALID");
    const refused = answers.filter(({ status, body }) => status === 429 && body.code === "TOO_MANY_ATTEMPTS");
    expect([looked.length, refused.length]).toEqual([5, 45]);
    expect(looked.map(({ body }) => body.attemptsLeft).sort()).toEqual([0, 1, 2, 3, 4]);
    expect((await guess(otp)).body.code).toBe("TOO_MANY_ATTEMPTS");
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  });

  it("gives who holds no challenge five guesses of their own, told alike whether a code is open or not", async () => {
    await using app = await startApp();
    const holder = httpClient(app.url);
    const { otp } = (await holder.post("/api/auth/otp/request", { phoneNumber })).body;
    const guesses = async (number: string) => {
      const body = { phoneNumber: number, otp: otp === "000000" ? "000001" : "000000" };
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => httpClient(app.url).post("/api/auth/otp/verify", body)),
      );
      return answers.map(({ body: { code, attemptsLeft } }) => ({ code, attemptsLeft }));
    };
    const [open, nothing] = [await guesses(phoneNumber), await guesses("+14155550199")];
    expect(open.filter(({ code }) => code === "CODE_INVALID")).toHaveLength(5);
    expect(open.filter(({ code }) => code === "TOO_MANY_ATTEMPTS")).toHaveLength(15);
    expect(nothing).toEqual(open);
    expect((await holder.post("/api/auth/otp/verify", { phoneNumber, otp })).status).toBe(200);
  });

  it("sends three messages to a number in 15 minutes, however it is spelled and however many ask", async () => {
    await using app = await startApp();
    const spellings = [
      "+14155550132",
      "+1 (415) 555-0132",
      "0014155550132",
      "+1-415-555-0132",
      "+1 1 415 555 0132",
    ];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        httpClient(app.url).post("/api/auth/otp/request", {
          phoneNumber: spellings[index % spellings.length],
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, ...Array.from({ length: 47 }, () => 429)]);
    expect(app.parts.inbox?.for("+14155550132")).toHaveLength(3);
    expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("lifts the limit on sends, not that on guesses, with ENABLE_RATE_LIMIT=false", async () => {
    await using app = await startApp({ ENABLE_RATE_LIMIT: "false" });
    const client = () => httpClient(app.url);
    const sends = await Promise.all(
      Array.from({ length: 10 }, () => client().post("/api/auth/otp/request", { phoneNumber })),
    );
    expect(sends.filter(({ status }) => status === 200)).toHaveLength(10);
    const guess = { phoneNumber: "+14155550177", otp: "000000" };
    const guesses = await Promise.all(
      Array.from({ length: 10 }, () => client().post("/api/auth/otp/verify", guess)),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
  });
});

describe("the sessions of a user over REST", () => {
  it("lists them, marks the current one, ends one and then all others", async () => {
    await using app = await startApp({ ENABLE_RATE_LIMIT: "false" });
    const signIn = async () => {
      const browser = httpClient(app.url);
      const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
      await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
      return browser;
    };
    const [here, there] = [await signIn(), await signIn(), await signIn()];
    const { sessions } = (await here.get("/api/auth/sessions")).body;
    expect(sessions.map((each: { current: boolean }) => each.current).sort()).toEqual([false, false, true]);
    const { id } = (await there.get("/api/auth/session")).body.session;
    expect((await here.delete(`/api/auth/sessions/${id}`)).body).toEqual({ success: true });
    expect((await there.get("/api/auth/session")).status).toBe(401);
    expect((await here.delete(`/api/auth/sessions/${id}`)).body.code).toBe("NOT_FOUND");
    const others = await here.post("/api/auth/sessions/revoke-others");
    expect(others.body).toEqual({ success: true, revoked: 1 });
    expect((await here.get("/api/auth/sessions")).body.sessions).toHaveLength(1);
  });
});
