import type { CodeSent } from "@sixdigit/auth";
import {
  otpSentOutput,
  requestOtpInput,
  resendOtpInput,
  verifyOtpInput,
  verifyOtpOutput,
} from "@sixdigit/contracts";
import type { TRPCRouterRecord } from "@trpc/server";
import type { Client } from "../context.ts";
import { idempotencyHeaders, readIdempotencyKey } from "../idempotency-key.ts";
import { toE164 } from "../to-e164.ts";
import { toToken } from "../token.ts";
import { publicProcedure } from "../trpc.ts";
import { toOtpSent, toUserView } from "../views.ts";

const tags = ["Sign in"];
const sending = [
  "PHONE_INVALID",
  "PHONE_NOT_ALLOWED",
  "RESEND_TOO_SOON",
  "RATE_LIMITED",
  "TOO_MANY_ATTEMPTS",
  "PROOF_REQUIRED",
  "SEND_FAILED",
  "UNAVAILABLE",
] as const;

function keepAndTell(client: Client, sent: CodeSent) {
  client.keepChallenge(sent.challengeId);
  return toOtpSent(sent);
}

export const authRouter = {
  requestOtp: publicProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/auth/otp/request",
        tags,
        protect: false,
        errorResponses: {},
        summary: "Send a code to a phone number",
        requestHeaders: idempotencyHeaders,
      },
      refusals: sending,
    })
    .input(requestOtpInput)
    .output(otpSentOutput)
    .mutation(async ({ ctx: { auth, client }, input: { phoneNumber, locale, proof } }) => {
      const phone = toE164(phoneNumber);
      return keepAndTell(
        client,
        await auth.requestOtp({
          phone,
          challengeId: client.challengeId,
          idempotencyKey: readIdempotencyKey(client.idempotencyKey),
          locale: locale ?? client.languages,
          requester: client.requester,
          proof,
        }),
      );
    }),

  resendOtp: publicProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/auth/otp/resend",
        tags,
        protect: false,
        errorResponses: {},
        summary: "Send the message again",
      },
      refusals: [...sending, "CODE_INVALID", "CODE_EXPIRED"],
    })
    .input(resendOtpInput)
    .output(otpSentOutput)
    .mutation(async ({ ctx: { auth, client }, input }) => {
      const phone = toE164(input.phoneNumber);
      const challengeId = input.challengeId ?? client.challengeId;
      return keepAndTell(
        client,
        await auth.resendOtp({
          phone,
          challengeId,
          locale: client.languages,
          requester: client.requester,
          proof: input.proof,
        }),
      );
    }),

  verifyOtp: publicProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/auth/otp/verify",
        tags,
        protect: false,
        errorResponses: {},
        summary: "Sign in with the code",
      },
      refusals: [
        "PHONE_INVALID",
        "CODE_INVALID",
        "CODE_EXPIRED",
        "TOO_MANY_ATTEMPTS",
        "RATE_LIMITED",
        "UNAVAILABLE",
      ],
    })
    .input(verifyOtpInput)
    .output(verifyOtpOutput)
    .mutation(async ({ ctx: { auth, client }, input }) => {
      const wantsToken = input.session === "token";
      const { user, isNew, credential, device } = await auth.verifyOtp({
        phone: toE164(input.phoneNumber),
        code: input.otp,
        challengeId: input.challengeId ?? client.challengeId,
        requester: client.requester,
        replaces: wantsToken ? undefined : client.credential,
      });
      client.dropChallenge();
      if (!wantsToken) {
        client.keepSession(credential);
        client.keepDevice(device);
      }
      return {
        success: true as const,
        message: "You are signed in.",
        user: toUserView(user, isNew),
        ...(wantsToken && { token: toToken(credential) }),
      };
    }),
} satisfies TRPCRouterRecord;
