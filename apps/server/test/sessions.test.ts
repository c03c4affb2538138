import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { expectRefusal } from "./support/refusal.ts";
import { CHROME, DAY, phoneNumber, signIn, startAt, tokenOf } from "./support/signed-in.ts";

describe("the rotation of a session over the wire", () => {
  it("sets a new cookie after a day of use; the old one works for a minute and then ends the session", async () => {
    const { app, clock } = await startAt();
    await using _ = app;
    const browser = await signIn(app);
    const old = { cookie: `session=${browser.cookies.get("session")}` };
    expect((await browser.get("/api/auth/session")).headers.getSetCookie()).toEqual([]);
    clock.advance(DAY);
    const answer = await browser.get("/api/auth/sessions");
    // The cookie, too, ends thirty days after the sign-in.
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^session=Fe26.*; Max-Age=${29 * DAY}; .*HttpOnly`)),
    ]);
    expect(answer.headers.get("x-session-token")).toBeNull();
    clock.advance(60);
    const parallel = await httpClient(app.url).get("/api/auth/session", old);
    expect([parallel.status, parallel.body.token]).toEqual([200, undefined]);
    expect((await browser.get("/api/auth/session")).status).toBe(200);
    clock.advance(1);
    expectRefusal(await httpClient(app.url).get("/api/auth/session", old), 401, "UNAUTHENTICATED");
    expectRefusal(await browser.get("/api/auth/session"), 401, "UNAUTHENTICATED");
  });

  it("answers 20 parallel requests across it without a 401, and any of the answers will do", async () => {
    const { app, clock } = await startAt();
    await using _ = app;
    const browser = await signIn(app);
    const old = { cookie: `session=${browser.cookies.get("session")}` };
    clock.advance(DAY);
    const ask = () => httpClient(app.url).get("/api/auth/session", old);
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const again = await httpClient(app.url).get("/api/auth/session", old);
    const cookies = [...answers, again].flatMap(({ headers }) => headers.getSetCookie());
    expect(cookies.length).toBeGreaterThanOrEqual(2);
    clock.advance(120);
    for (const each of cookies) {
      const cookie = each.split(";")[0] ?? "";
      expect((await httpClient(app.url).get("/api/auth/session", { cookie })).status).toBe(200);
    }
  });

  it("gives a bearer token's successor in a header and a field, over both surfaces, and sets no cookie", async () => {
    const { app, clock } = await startAt();
    await using _ = app;
    const { get } = httpClient(app.url);
    let token = await tokenOf(app);
    for (const path of ["/api/auth/session", "/trpc/session.current"]) {
      clock.advance(DAY);
      const answer = await get(path, { authorization: `Bearer ${token}` });
      const next = answer.headers.get("x-session-token");
      expect(next).toMatch(/^[\da-f-]{36}\.[\w-]{43}$/);
      expect(next).not.toBe(token);
      expect((answer.body.result?.data ?? answer.body).token).toBe(next);
      expect(answer.headers.getSetCookie()).toEqual([]);
      const settled = await get(path, { authorization: `Bearer ${next}` });
      expect([settled.status, settled.headers.get("x-session-token")]).toEqual([200, null]);
      expect(settled.body.result?.data ?? settled.body).not.toHaveProperty("token");
      token = next ?? "";
    }
  });

  it("moves the end of the session by nothing: after 30 days of daily use it is over", async () => {
    const { app, clock } = await startAt();
    await using _ = app;
    const { get } = httpClient(app.url);
    let token = await tokenOf(app);
    const ask = () => get("/api/auth/session", { authorization: `Bearer ${token}` });
    const { expiresAt } = (await ask()).body.session;
    for (let day = 1; day < 30; day++) {
      clock.advance(DAY);
      const answer = await ask();
      expect(answer.body.session.expiresAt).toBe(expiresAt);
      token = answer.headers.get("x-session-token") ?? token;
    }
    clock.advance(DAY - 1);
    expect((await ask()).status).toBe(200);
    clock.advance(1);
    expectRefusal(await ask(), 401, "UNAUTHENTICATED");
  });
});

describe("where one is signed in", () => {
  it("is told with browser, system and network, and when it was used", async () => {
    const { app, clock } = await startAt({ TRUST_PROXY_HOPS: "1" });
    await using _ = app;
    const windows = { ...CHROME, "x-forwarded-for": "203.0.113.77" };
    const here = await signIn(app, windows);
    await signIn(app, { "user-agent": "okhttp/4.9.0", "x-forwarded-for": "2001:db8:1:2:3:4:5:6" });
    clock.advance(90);
    const { sessions } = (await here.get("/api/auth/sessions", windows)).body;
    expect(sessions).toEqual([
      expect.objectContaining({
        browser: "Chrome 130",
        os: "Windows",
        network: "203.0.113.0/24",
        current: true,
      }),
      expect.objectContaining({
        browser: "okhttp 4",
        os: null,
        network: "2001:db8:1:0::/48",
        current: false,
      }),
    ]);
    expect(Date.parse(sessions[0].lastUsedAt) - Date.parse(sessions[0].createdAt)).toBeGreaterThanOrEqual(
      90_000,
    );
  });

  it("follows the session to another network, a minute after the last note at the earliest", async () => {
    const { app, clock } = await startAt({ TRUST_PROXY_HOPS: "1" });
    await using _ = app;
    const browser = await signIn(app, { "x-forwarded-for": "203.0.113.77" });
    const networkFrom = async (address: string) =>
      (await browser.get("/api/auth/session", { "x-forwarded-for": address })).body.session.network;
    clock.advance(59);
    expect(await networkFrom("198.51.100.9")).toBe("203.0.113.0/24");
    clock.advance(1);
    expect(await networkFrom("198.51.100.9")).toBe("198.51.100.0/24");
  });

  it("has an end after SESSION_IDLE_DAYS without use, on the server", async () => {
    const { app, clock } = await startAt({ SESSION_IDLE_DAYS: "7" });
    await using _ = app;
    const browser = await signIn(app);
    clock.advance(7 * DAY - 1);
    expect((await browser.get("/api/auth/session")).status).toBe(200);
    clock.advance(7 * DAY);
    expectRefusal(await browser.get("/api/auth/session"), 401, "UNAUTHENTICATED");
  });

  it("has at most SESSION_MAX of them: a sign-in beyond that ends the one unused for longest", async () => {
    const { app, clock } = await startAt({ SESSION_MAX: "2" });
    await using _ = app;
    const first = await signIn(app);
    clock.advance(60);
    const second = await signIn(app);
    clock.advance(60);
    await first.get("/api/auth/session");
    const third = await signIn(app);
    const statuses = [first, second, third].map(async ({ get }) => (await get("/api/auth/session")).status);
    expect(await Promise.all(statuses)).toEqual([200, 401, 200]);
  });

  it.each(["/api/auth/sessions/", "trpc"])("is nobody else's to end (%s): 404", async (surface) => {
    const { app } = await startAt();
    await using _ = app;
    const mine = await signIn(app);
    const theirs = await signIn(app, {}, "+14155550133");
    const { id } = (await theirs.get("/api/auth/session")).body.session;
    const answer =
      surface === "trpc"
        ? await mine.post("/trpc/session.revoke", { id })
        : await mine.delete(`${surface}${id}`);
    expectRefusal(answer, 404, "NOT_FOUND");
    expect((await theirs.get("/api/auth/session")).status).toBe(200);
  });
});

describe("signing out", () => {
  it("tells the browser over https to forget its cache and storage, and nobody to keep the answer", async () => {
    const { app } = await startAt({ PUBLIC_ORIGIN: "https://sign-in.example" });
    await using _ = app;
    const { post } = httpClient(app.url);
    for (const path of ["/api/auth/sign-out", "/trpc/session.signOut"]) {
      const { headers } = await post(path);
      expect(headers.get("clear-site-data")).toBe('"cache", "storage"');
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("does not over plain http, where browsers do not take it, nor does any other answer", async () => {
    const { app } = await startAt();
    await using _ = app;
    const browser = await signIn(app);
    expect((await browser.get("/api/auth/session")).headers.has("clear-site-data")).toBe(false);
    expect((await browser.post("/api/auth/sign-out")).headers.has("clear-site-data")).toBe(false);
  });
});

describe("one's own recent sign-ins", () => {
  it("are told over REST and tRPC, the latest first, twenty at most, and nobody else's", async () => {
    const { app, clock } = await startAt({ TRUST_PROXY_HOPS: "1" });
    await using _ = app;
    await signIn(app, {}, "+14155550133");
    for (let each = 0; each < 20; each++) {
      await signIn(app, { "user-agent": "okhttp/4.9.0", "x-forwarded-for": "198.51.100.9" });
      clock.advance(60);
    }
    const browser = await signIn(app, { ...CHROME, "x-forwarded-for": "203.0.113.77" });
    const { events } = (await browser.get("/api/auth/history")).body;
    expect(events).toHaveLength(20);
    expect(events[0]).toEqual({
      name: "sign-in",
      at: clock().toISOString(),
      newBrowser: true,
      ...{ browser: "Chrome 130", os: "Windows", network: "203.0.113.0/24" },
    });
    expect(events[19]).toMatchObject({ browser: "okhttp 4", network: "198.51.100.0/24" });
    expect((await browser.get("/trpc/session.history")).body.result.data).toEqual({ events });
  });

  it("say when attempts came before that did not sign in", async () => {
    const { app } = await startAt();
    await using _ = app;
    const browser = httpClient(app.url);
    const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
    const wrong = otp === "000000" ? "000001" : "000000";
    await browser.post("/api/auth/otp/verify", { phoneNumber, otp: wrong });
    await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
    const { events } = (await browser.get("/api/auth/history")).body;
    expect(events.map(({ name }: { name: string }) => name)).toEqual(["sign-in-after-failures"]);
  });

  it("say which were by a browser that was not known for the number, but for the first", async () => {
    const { app } = await startAt();
    await using _ = app;
    const own = await signIn(app);
    const elsewhere = await signIn(app);
    const { otp } = (await own.post("/api/auth/otp/request", { phoneNumber })).body;
    await own.post("/api/auth/otp/verify", { phoneNumber, otp });
    const { events } = (await elsewhere.get("/api/auth/history")).body;
    expect(events.map(({ newBrowser }: { newBrowser: boolean }) => newBrowser)).toEqual([false, true, false]);
  });
});
