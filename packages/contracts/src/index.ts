export {
  AUTH_ERROR_CODES,
  AUTH_ERRORS,
  AuthError,
  type AuthErrorCode,
  type AuthErrorDetails,
  type Refusal,
  secondsUntil,
} from "./errors.ts";
export { type E164, maskPhone, normalizePhone, type PhoneProblem, type PhoneResult } from "./phone.ts";
export {
  currentSessionOutput,
  noInput,
  type OtpSent,
  otpSchema,
  otpSentOutput,
  refusalOutput,
  requestOtpInput,
  resendOtpInput,
  revokeOthersOutput,
  revokeSessionInput,
  type SessionView,
  sessionListOutput,
  sessionOutput,
  successOutput,
  type UserView,
  userOutput,
  verifyOtpInput,
  verifyOtpOutput,
} from "./schemas.ts";
export { StartError } from "./start-error.ts";
