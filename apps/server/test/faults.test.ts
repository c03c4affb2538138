import { randomBytes } from "node:crypto";
import { type AuthDeps, createAuditor, createAuth, createKeyring, defaultPolicy } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { createLimits, createProofs, limitTables, memoryCounters } from "@sixdigit/rate-limit";
import { v7 } from "uuid";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Answer, httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const phoneNumber = "+14155550132";
const CANARY = "canary";

/** Anything may be thrown, and by anything. */
const FAULTS = {
  "an error": () => new Error(`${CANARY}: SELECT secret FROM users`),
  "an error with a status": () =>
    Object.assign(new Error(CANARY), { status: 400, statusCode: 400, expose: true }),
  "an error that names a code of ours": () =>
    Object.assign(new Error(CANARY), { code: "FORBIDDEN", name: "AuthError" }),
  "an error with a cause": () => new Error(CANARY, { cause: new Error(CANARY) }),
  "a text": () => CANARY,
  "an object": () => ({ message: CANARY, code: "BAD_REQUEST", data: CANARY }),
  nothing: () => undefined,
};

function authThat(changes: (fail: () => never) => Partial<AuthDeps>, fault: () => unknown) {
  const fail = () => {
    throw fault();
  };
  return createAuth({
    store: createMemoryStore(),
    limits: createLimits({
      tables: limitTables,
      counters: memoryCounters(),
      clock: () => new Date(),
      proofs: createProofs(["a secret of the tests that is 32 long"]),
      proofPolicy: "never",
    }),
    sender: { sendCode: async () => "accepted" },
    clock: () => new Date(),
    randomBytes,
    newId: v7,
    codeKeys: createKeyring(["a secret of the tests that is 32 long"]),
    sessionKeys: createKeyring(["a secret of the tests that is 32 long"]),
    audit: createAuditor({
      ...{ store: createMemoryStore(), clock: () => new Date(), newId: v7, hashPhone: () => "hash" },
      readUserAgent: () => ({ browser: null, os: null }),
      onFailure: () => {},
    }),
    policy: defaultPolicy,
    revealCode: false,
    ...changes(fail),
  });
}

const LAYERS: Record<string, (fail: () => never) => Partial<AuthDeps>> = {
  "the store": (fail) => ({ store: { ...createMemoryStore(), openChallenge: async () => fail() } }),
  "the limits": (fail) => ({ limits: { charge: async () => fail(), settle: async () => fail() } }),
  "the sender": (fail) => ({ sender: { sendCode: async () => fail() } }),
  "the clock": (fail) => ({ clock: fail }),
  "the randomness": (fail) => ({ randomBytes: fail }),
};

afterEach(() => {
  vi.unstubAllEnvs();
});

function expectNothingTold({ status, body, headers }: Answer): void {
  const { code, authCode, message, requestId } = body.error?.data ?? body;
  expect([status, authCode ?? code, requestId]).toEqual([500, "INTERNAL", headers.get("x-request-id")]);
  expect(message).toMatch(/request id/);
  expect(JSON.stringify([body, ...headers])).not.toMatch(/canary|stack|\.ts|node_modules|SELECT/i);
}

describe.each(["production", "development", undefined])("with NODE_ENV as %s", (mode) => {
  describe.each(Object.entries(LAYERS))("when %s fails", (_layer, changes) => {
    it.each(Object.entries(FAULTS))(
      "with %s, a client is told a request id and nothing else",
      async (_fault, fault) => {
        vi.stubEnv("NODE_ENV", mode);
        await using app = await startApp({ LOG_LEVEL: "error" }, { auth: authThat(changes, fault) });
        for (const path of ["/api/auth/otp/request", "/trpc/auth.requestOtp"]) {
          expectNothingTold(await httpClient(app.url).post(path, { phoneNumber }));
        }
        expect(app.logged.map((line) => JSON.parse(line).msg)).toEqual(["request failed", "request failed"]);
      },
    );
  });

  it.each([
    ["the cookies", "/api/auth/session"],
    ["the cookies", "/trpc/session.current"],
    ["the readiness", "/readyz"],
    ["the pages", "/"],
  ])("when %s fail at %s, the same holds", async (_layer, path) => {
    vi.stubEnv("NODE_ENV", mode);
    const fail = () => {
      throw new Error(`${CANARY} of the HTTP layer`);
    };
    await using healthy = await startApp();
    const { session, ...others } = healthy.parts.cookies;
    const cookies = { ...others, session: { ...session, read: async () => fail() } };
    await using app = await startApp({}, { cookies, web: fail, isReady: fail });
    expectNothingTold(await httpClient(app.url).get(path));
  });
});
