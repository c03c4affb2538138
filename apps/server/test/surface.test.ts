import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

describe("what is not an API call", () => {
  it("tells that it lives, and whether it is ready", async () => {
    let ready = true;
    await using app = await startApp({}, { isReady: () => ready });
    const { get } = httpClient(app.url);
    expect([(await get("/livez")).status, (await get("/readyz")).status]).toEqual([200, 200]);
    ready = false;
    expect([(await get("/livez")).status, (await get("/readyz")).status]).toEqual([200, 503]);
  });

  it("describes every REST path in an OpenAPI 3.1 document", async () => {
    await using app = await startApp();
    const { body } = await httpClient(app.url).get("/api/openapi.json");
    const calls = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(body.openapi).toMatch(/^3\.1/);
    expect(calls.sort()).toEqual([
      "DELETE /auth/sessions/{id}",
      "GET /auth/account/export",
      "GET /auth/history",
      "GET /auth/session",
      "GET /auth/sessions",
      "POST /auth/account/delete",
      "POST /auth/otp/request",
      "POST /auth/otp/resend",
      "POST /auth/otp/verify",
      "POST /auth/sessions/revoke-others",
      "POST /auth/sign-out",
    ]);
  });

  it("describes the refusals as they are, and which calls need a session", async () => {
    await using app = await startApp();
    const { get, post } = httpClient(app.url);
    const { body } = await get("/api/openapi.json");
    const refusals = body.components.schemas.Refusal;
    const verify = body.paths["/auth/otp/verify"].post;
    expect(Object.keys(verify.responses)).toEqual(["200", "400", "401", "413", "415", "429", "500", "503"]);
    expect(verify.responses["429"].headers).toHaveProperty("Retry-After");
    expect(verify.security).toBeUndefined();
    const [key] = body.paths["/auth/otp/request"].post.parameters;
    expect(key).toMatchObject({ name: "Idempotency-Key", in: "header" });
    expect(key.required ?? false).toBe(false);
    expect(body.paths["/auth/session"].get.security).toEqual([{ bearer: [] }, { cookie: [] }]);
    const phoneNumber = "+14155550132";
    const answers = [await post("/api/auth/otp/verify", { phoneNumber, otp: "1" })];
    for (let guess = 0; guess < 6; guess++) {
      answers.push(await post("/api/auth/otp/verify", { phoneNumber, otp: "000000" }));
    }
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 401, 401, 401, 401, 429]);
    for (const { status, body: answer } of answers) {
      expect(verify.responses[status].content["application/json"].schema.$ref).toMatch(/Refusal$/);
      expect(Object.keys(refusals.properties)).toEqual(expect.arrayContaining(Object.keys(answer)));
      expect(Object.keys(answer)).toEqual(expect.arrayContaining(refusals.required));
      expect(refusals.properties.code.enum).toContain(answer.code);
    }
  });

  it("serves a page to read that document, all from its own origin", async () => {
    await using app = await startApp();
    const { get } = httpClient(app.url);
    const page = await get("/api/docs");
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
    expect(files).toEqual([
      "/api/docs/swagger-ui.css",
      "/api/docs/swagger-ui-bundle.js",
      "/api/docs/start.js",
    ]);
    const statuses = await Promise.all(files.map(async (path) => (await get(path)).status));
    expect(statuses).toEqual([200, 200, 200]);
  });

  it("shows the messages in development, and has no such path without an inbox", async () => {
    await using app = await startApp();
    const { get, post } = httpClient(app.url);
    const { otp } = (await post("/api/auth/otp/request", { phoneNumber: "+14155550132" })).body;
    const inbox = await get("/dev/inbox?phone=%2B14155550132");
    expect(inbox.body.messages).toMatchObject([{ to: "+14155550132", text: expect.stringContaining(otp) }]);
    expect((await get("/dev/inbox?phone=nobody")).body).toEqual({ messages: [] });
    await using without = await startApp({}, { inbox: undefined });
    expect((await httpClient(without.url).get("/dev/inbox?phone=%2B14155550132")).status).toBe(404);
  });

  it("sends the strict headers on pages, answers, refusals and errors alike", async () => {
    await using app = await startApp(
      {},
      {
        isReady: () => {
          throw new Error("canary");
        },
      },
    );
    const { get, post } = httpClient(app.url);
    const answers = [
      await get("/"),
      await get("/api/auth/session"),
      await get("/api/nothing"),
      await post("/trpc/auth.verifyOtp"),
      await get("/readyz"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 400, 500]);
    for (const { headers } of answers) {
      expect(headers.get("content-security-policy")).toContain("default-src 'self';script-src 'self';");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    }
    for (const { headers } of answers.slice(1, 4)) expect(headers.get("cache-control")).toBe("no-store");
  });

  it("tells nothing of an unexpected error but a request id, on both surfaces", async () => {
    const broken = async () => {
      throw new Error("canary: SELECT secret FROM users");
    };
    await using healthy = await startApp();
    const auth = { ...healthy.parts.auth, requestOtp: broken };
    await using app = await startApp({}, { auth });
    for (const path of ["/api/auth/otp/request", "/trpc/auth.requestOtp"]) {
      const { status, body, headers } = await httpClient(app.url).post(path, { phoneNumber: "+14155550132" });
      expect([status, (body.error?.data ?? body).requestId]).toEqual([500, headers.get("x-request-id")]);
      expect(JSON.stringify(body)).toContain("INTERNAL");
      expect(JSON.stringify(body)).not.toContain("canary");
    }
  });
});
