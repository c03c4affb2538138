export {
  AUTH_ERRORS,
  AuthError,
  type AuthErrorCode,
  type AuthErrorDetails,
  type ProofPuzzle,
  type Refusal,
  secondsUntil,
} from "./errors.ts";
export { countryOf, type E164, isCountry, maskPhone, normalizePhone, type PhoneProblem } from "./phone.ts";
export {
  currentSessionOutput,
  deleteAccountInput,
  exportDataOutput,
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
  type SignInView,
  sessionListOutput,
  signInHistoryOutput,
  successOutput,
  type UserView,
  verifyOtpInput,
  verifyOtpOutput,
} from "./schemas.ts";
export { StartError } from "./start-error.ts";
