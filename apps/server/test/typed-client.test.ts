import type { AppRouter } from "@sixdigit/api";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { describe, expect, expectTypeOf, it } from "vitest";
import { startApp } from "./support/start-app.ts";

const phoneNumber = "+919876543210";

describe("a typed client in another package", () => {
  it("infers inputs and outputs, and signs in", async () => {
    await using app = await startApp();
    let token = "";
    const headers = () => (token ? { authorization: `Bearer ${token}` } : {});
    const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${app.url}/trpc`, headers })] });

    const sent = await client.auth.requestOtp.mutate({ phoneNumber });
    expectTypeOf(sent.otp).toEqualTypeOf<string | undefined>();
    expectTypeOf(sent.expiresAt).toEqualTypeOf<string>();
    expectTypeOf(client.auth.verifyOtp.mutate).parameter(0).toEqualTypeOf<{
      phoneNumber: string;
      otp: string;
      challengeId?: string | undefined;
      session?: "cookie" | "token" | undefined;
    }>();
    const { otp = "", challengeId } = sent;
    const verified = await client.auth.verifyOtp.mutate({ phoneNumber, otp, challengeId, session: "token" });
    expectTypeOf(verified.user).toEqualTypeOf<{
      id: string;
      phoneNumber: string;
      isNew: boolean;
      createdAt: string;
    }>();
    token = verified.token ?? "";
    const { user, session } = await client.session.current.query();
    expectTypeOf(session.current).toEqualTypeOf<boolean>();
    expect(user).toEqual({ ...verified.user, isNew: false });
    expect((await client.session.list.query()).sessions).toHaveLength(1);
    expect(await client.session.signOut.mutate()).toEqual({ success: true });
  });

  it("finds the refusal's fields in the error's data", async () => {
    await using app = await startApp();
    const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${app.url}/trpc` })] });
    const { challengeId } = await client.auth.requestOtp.mutate({ phoneNumber });
    const error = await client.auth.resendOtp.mutate({ phoneNumber, challengeId }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TRPCClientError);
    const { data } = error as TRPCClientError<AppRouter>;
    expectTypeOf(data?.retryAfterSeconds).toEqualTypeOf<number | undefined>();
    expect(data).toEqual({
      success: false,
      message: "A message was just sent. Wait a little before the next one.",
      authCode: "RESEND_TOO_SOON",
      code: "TOO_MANY_REQUESTS",
      httpStatus: 429,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      retryAfterSeconds: 30,
    });
  });
});
