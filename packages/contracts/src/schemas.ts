import { z } from "zod";
import { AUTH_ERROR_CODES } from "./errors.ts";

/** Digits that people paste with spaces or dashes ("123 456"); the length of the code in force is the server's. */
export const otpSchema = z
  .string()
  .max(32)
  .transform((text) => text.replace(/[\s\-\u2010-\u2013]/g, ""))
  .pipe(z.string().regex(/^[0-9]{6,10}$/, "Only the digits of the code."));

const phoneNumber = z
  .string()
  .max(64)
  .describe("A phone number with + and the country code; spaces, dashes and brackets may stay in it.");
const challengeId = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .describe("From the answer to the request; needed where cookies are not kept.");
const locale = z.string().max(64).describe("A language tag for the message; an unknown one means English.");
const proof = z
  .string()
  .max(2000)
  .describe("The solved puzzle of a `PROOF_REQUIRED`: base64 of its JSON with `number`, as ALTCHA has it.");
const instant = z.iso.datetime();

/** For calls that take nothing: no body, or an empty object. */
export const noInput = z.strictObject({}).optional();

export const requestOtpInput = z.strictObject({
  phoneNumber,
  locale: locale.optional(),
  proof: proof.optional(),
});

export const resendOtpInput = z.strictObject({
  phoneNumber,
  challengeId: challengeId.optional(),
  proof: proof.optional(),
});

export const otpSentOutput = z.object({
  success: z.literal(true),
  message: z.string(),
  challengeId: z.string(),
  codeLength: z.int().describe("How many digits the code has."),
  expiresAt: instant,
  resendAt: instant.describe("From when on another message can be asked for."),
  otp: z.string().optional().describe("The code itself; in development only."),
});

export const verifyOtpInput = z.strictObject({
  phoneNumber,
  otp: otpSchema,
  challengeId: challengeId.optional(),
  session: z.enum(["cookie", "token"]).optional().describe("`token` for clients that keep no cookies."),
});

export const userOutput = z.object({
  id: z.uuid(),
  phoneNumber: z.string().describe("Masked."),
  isNew: z.boolean().describe("True in the one answer that created the account."),
  createdAt: instant,
});

const origin = {
  browser: z.string().nullable().describe("As it names itself: `Chrome 130`."),
  os: z.string().nullable(),
  network: z.string().nullable().describe("An address without its end: `203.0.113.0/24`."),
};

export const sessionOutput = z.object({
  id: z.uuid().describe("Names the session; it is no secret."),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
  ...origin,
  current: z.boolean(),
});

export const verifyOtpOutput = z.object({
  success: z.literal(true),
  message: z.string(),
  user: userOutput,
  token: z
    .string()
    .optional()
    .describe("Only when `session` was `token`: send it as `Authorization: Bearer`."),
});

export const currentSessionOutput = z.object({
  user: userOutput,
  session: sessionOutput,
  token: z
    .string()
    .optional()
    .describe("Once a day, for a bearer token: the one to use from now on. Also in `X-Session-Token`."),
});
export const sessionListOutput = z.object({ sessions: z.array(sessionOutput) });
export const revokeSessionInput = z.strictObject({ id: z.uuid() });
export const signInHistoryOutput = z.object({
  events: z
    .array(
      z.object({
        name: z.enum(["sign-in", "sign-in-after-failures", "test-sign-in"]),
        at: instant,
        newBrowser: z.boolean().describe("Not known for the number then, or without cookies."),
        ...origin,
      }),
    )
    .describe("The latest first, at most 20."),
});
export const deleteAccountInput = z.strictObject({
  otp: otpSchema.describe("A fresh code for one's own number, asked for as for a sign-in."),
  challengeId: challengeId.optional(),
});
export const exportDataOutput = z.object({
  user: z.object({ id: z.uuid(), phoneNumber: z.string().describe("In full."), createdAt: instant }),
  sessions: z.array(sessionOutput.omit({ current: true }).extend({ endedAt: instant.nullable() })),
  events: z.array(z.object({ name: z.string(), at: instant, ...origin })),
  messages: z.array(
    z.object({ at: instant, country: z.string().nullable(), provider: z.string(), status: z.string() }),
  ),
});
export const successOutput = z.object({ success: z.literal(true) });
export const revokeOthersOutput = z.object({ success: z.literal(true), revoked: z.int() });

export const refusalOutput = z.object({
  success: z.literal(false),
  message: z.string().describe("For people, in English."),
  code: z.enum(AUTH_ERROR_CODES).describe("For programs: decide by this."),
  requestId: z.string().describe("Names the request in the server's log."),
  retryAfterSeconds: z
    .int()
    .min(1)
    .optional()
    .describe("When it is worth asking again; also in Retry-After."),
  attemptsLeft: z.int().min(0).optional().describe("For the holder of the challenge."),
  fieldErrors: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe("What is wrong with which field."),
  proof: z
    .object({
      algorithm: z.string(),
      challenge: z.string(),
      salt: z.string(),
      signature: z.string(),
      maxnumber: z.int(),
    })
    .optional()
    .describe("With `PROOF_REQUIRED`: the puzzle to solve, in ALTCHA's form."),
});

export type OtpSent = z.output<typeof otpSentOutput>;
export type UserView = z.output<typeof userOutput>;
export type SessionView = z.output<typeof sessionOutput>;
export type SignInView = z.output<typeof signInHistoryOutput>["events"][number];
