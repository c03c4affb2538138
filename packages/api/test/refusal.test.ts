import { AUTH_ERRORS, AuthError, type AuthErrorCode } from "@sixdigit/contracts";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toRefusal, toTrpcError } from "../src/refusal.ts";

const codes = Object.keys(AUTH_ERRORS) as AuthErrorCode[];

describe("what a client is told of an error", () => {
  it.each(codes)("%s has the same status over tRPC as in the list", (code) => {
    expect(getHTTPStatusCodeFromError(toTrpcError(new AuthError(code)))).toBe(AUTH_ERRORS[code].status);
  });

  it.each(codes)("%s keeps its code and details on the way through tRPC", (code) => {
    const error = toTrpcError(new AuthError(code, { retryAfterSeconds: 7, attemptsLeft: 2 }));
    const { message } = AUTH_ERRORS[code];
    expect(toRefusal(error, "id")).toEqual({
      success: false,
      message,
      code,
      requestId: "id",
      retryAfterSeconds: 7,
      attemptsLeft: 2,
    });
  });

  it("says how long to wait where a store is down", () => {
    expect(toRefusal(new AuthError("UNAVAILABLE"), "id")).toMatchObject({ retryAfterSeconds: 5 });
  });

  it.each([
    ["an Error", new Error("canary")],
    [
      "an Error inside a tRPC error",
      new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: new Error("canary") }),
    ],
    ["a tRPC error with words of its own", new TRPCError({ code: "CONFLICT", message: "canary" })],
    ["a string", "canary"],
    ["nothing", undefined],
    ["the cause of a refusal", new AuthError("INTERNAL", {}, { cause: new Error("canary") })],
  ])("tells nothing of %s", (_case, error) => {
    expect(toRefusal(error, "id")).toEqual({
      success: false,
      message: AUTH_ERRORS.INTERNAL.message,
      code: "INTERNAL",
      requestId: "id",
    });
  });

  it("names the fields that are wrong, unknown ones too, ten at most and none longer than 64 characters", () => {
    const schema = z.strictObject({ name: z.string() });
    const unknown = Array.from({ length: 30 }, (_, index) => [`${index}`.padEnd(100, "x"), 1]);
    const { error } = schema.safeParse({ name: 7, ...Object.fromEntries(unknown) });
    const fields = toRefusal(error, "id").fieldErrors ?? {};
    expect(Object.keys(fields)).toHaveLength(10);
    expect(Object.keys(fields).every((field) => field.length <= 64)).toBe(true);
    expect(fields.name).toEqual([expect.stringContaining("expected string")]);
  });
});
