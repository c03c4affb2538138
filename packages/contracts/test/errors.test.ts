import { describe, expect, it } from "vitest";
import { AUTH_ERRORS, AuthError, StartError, secondsUntil } from "../src/index.ts";

const now = new Date("2026-01-01T00:00:00.000Z");
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe("the error codes", () => {
  it("have the statuses of the public surface, and there are no others", () => {
    const statuses = Object.fromEntries(
      Object.entries(AUTH_ERRORS).map(([code, { status }]) => [code, status]),
    );
    expect(statuses).toEqual({
      INVALID_INPUT: 400,
      PHONE_INVALID: 400,
      PHONE_NOT_ALLOWED: 403,
      CODE_INVALID: 401,
      CODE_EXPIRED: 401,
      TOO_MANY_ATTEMPTS: 429,
      RESEND_TOO_SOON: 429,
      RATE_LIMITED: 429,
      PROOF_REQUIRED: 403,
      SEND_FAILED: 502,
      UNAUTHENTICATED: 401,
      FORBIDDEN: 403,
      NOT_FOUND: 404,
      UNAVAILABLE: 503,
      INTERNAL: 500,
    });
  });

  it("each come with a sentence of their own", () => {
    const messages = Object.values(AUTH_ERRORS).map(({ message }) => message);
    expect(new Set(messages).size).toBe(messages.length);
    for (const message of messages) expect(message).toMatch(/^[A-Z].+\.$/);
  });
});

describe("a refusal on its way", () => {
  it("may have happened all the same, where nothing else is said", () => {
    const [tried, untried] = [
      new AuthError("UNAVAILABLE"),
      new AuthError("UNAVAILABLE", {}, { isWithoutEffect: true }),
    ];
    expect([tried.isWithoutEffect, untried.isWithoutEffect]).toEqual([false, true]);
  });

  it("carries its code, the sentence of the code and its details", () => {
    const error = new AuthError("CODE_INVALID", { attemptsLeft: 3 });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "AuthError",
      code: "CODE_INVALID",
      message: AUTH_ERRORS.CODE_INVALID.message,
      details: { attemptsLeft: 3 },
    });
  });

  it("keeps its cause for the log and out of its message", () => {
    const cause = new Error("connect ECONNREFUSED 10.0.0.5:5432");
    const error = new AuthError("UNAVAILABLE", {}, { cause });
    expect(error.cause).toBe(cause);
    expect(error.message).not.toContain("ECONNREFUSED");
    expect(error.details).toEqual({});
  });
});

describe("a reason not to start", () => {
  it("is told apart from a defect by its name, in logs too", () => {
    expect(String(new StartError("PORT: not a number."))).toBe("StartError: PORT: not a number.");
  });
});

describe("the seconds to wait", () => {
  it.each([
    [1, 1],
    [999, 1],
    [1_000, 1],
    [1_001, 2],
    [29_500, 30],
    [900_000, 900],
  ])("for %d ms are %d, rounded up", (milliseconds, seconds) => {
    expect(secondsUntil(after(milliseconds), now)).toBe(seconds);
  });

  it.each([0, -1, -1_000, -86_400_000])("are never less than one, for %d ms too", (milliseconds) => {
    expect(secondsUntil(after(milliseconds), now)).toBe(1);
  });
});
