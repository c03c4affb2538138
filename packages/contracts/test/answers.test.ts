import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  currentSessionOutput,
  deleteAccountInput,
  exportDataOutput,
  noInput,
  otpSentOutput,
  refusalOutput,
  requestOtpInput,
  resendOtpInput,
  revokeOthersOutput,
  revokeSessionInput,
  sessionListOutput,
  signInHistoryOutput,
  successOutput,
  verifyOtpInput,
  verifyOtpOutput,
} from "../src/index.ts";

const id = "01900000-0000-7000-8000-000000000001";
const at = "2026-01-01T00:00:00.000Z";
const origin = { browser: "Chrome 130", os: null, network: "203.0.113.0/24" };
const user = { id, phoneNumber: "+1415•••••32", isNew: true, createdAt: at };
const kept = { id, createdAt: at, lastUsedAt: at, expiresAt: at, ...origin };
const session = { ...kept, current: true };
const signIn = { name: "sign-in", at, newBrowser: false, ...origin };
const puzzle = { algorithm: "SHA-256", challenge: "c", salt: "s", signature: "x", maxnumber: 1000 };
const refusal = { success: false, message: "No.", code: "RATE_LIMITED", requestId: "r" };

const answers: [string, z.ZodType, object][] = [
  [
    "a code that was sent",
    otpSentOutput,
    {
      ...{ success: true, message: "Sent.", challengeId: "c", codeLength: 6 },
      ...{ expiresAt: at, resendAt: at, otp: "123456" },
    },
  ],
  ["a sign-in", verifyOtpOutput, { success: true, message: "In.", user, token: "t" }],
  ["a session", currentSessionOutput, { user, session, token: "t" }],
  ["the sessions", sessionListOutput, { sessions: [session] }],
  [
    "the sign-ins",
    signInHistoryOutput,
    { events: ["sign-in", "sign-in-after-failures", "test-sign-in"].map((name) => ({ ...signIn, name })) },
  ],
  [
    "an export",
    exportDataOutput,
    {
      user: { id, phoneNumber: "+14155550132", createdAt: at },
      sessions: [{ ...kept, endedAt: null }],
      events: [{ name: "sign-out", at, ...origin }],
      messages: [{ at, country: null, provider: "twilio", status: "sent" }],
    },
  ],
  ["a success", successOutput, { success: true }],
  ["an end of other sessions", revokeOthersOutput, { success: true, revoked: 2 }],
  [
    "a refusal",
    refusalOutput,
    {
      ...{ ...refusal, retryAfterSeconds: 30, attemptsLeft: 3 },
      ...{ fieldErrors: { phoneNumber: ["Too long."] }, proof: puzzle },
    },
  ],
];

describe("the answer to", () => {
  it.each(answers)("%s has all that belongs to it, and loses what does not", (_what, schema, answer) => {
    expect(schema.parse(answer)).toEqual(answer);
    expect(schema.parse({ ...answer, secretHash: "h" })).toEqual(answer);
  });

  it.each(answers.filter(([, , answer]) => "success" in answer))(
    "%s says truly whether it was a success",
    (_what, schema, answer) => {
      const success = !(answer as { success: boolean }).success;
      expect(schema.safeParse({ ...answer, success }).success).toBe(false);
    },
  );

  it("a refusal has no wait of less than a second, and no attempts below none", () => {
    const isAnswer = (more: object) => refusalOutput.safeParse({ ...refusal, ...more }).success;
    expect([isAnswer({ retryAfterSeconds: 1 }), isAnswer({ retryAfterSeconds: 0 })]).toEqual([true, false]);
    expect([isAnswer({ attemptsLeft: 0 }), isAnswer({ attemptsLeft: -1 })]).toEqual([true, false]);
  });
});

describe("what clients are told of a field", () => {
  const inputs = [noInput, requestOtpInput, resendOtpInput, verifyOtpInput, revokeSessionInput];
  const schemas = [...inputs, deleteAccountInput, ...answers.map(([, schema]) => schema)];

  it("is a sentence wherever it is told", () => {
    const told = schemas.flatMap((schema) =>
      descriptionsIn(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })),
    );
    expect(told.length).toBeGreaterThan(30);
    for (const text of told) expect(text).toMatch(/^[A-Z`].+\.$/);
  });
});

function descriptionsIn(document: unknown): unknown[] {
  if (typeof document !== "object" || document === null) return [];
  return Object.entries(document).flatMap(([key, value]) =>
    key === "description" ? [value] : descriptionsIn(value),
  );
}
