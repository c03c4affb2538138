export { type Auth, createAuth } from "./auth.ts";
export { deriveCode } from "./code.ts";
export type { AuthDeps } from "./deps.ts";
export { createKeyring, type Key, type Keyring } from "./keyring.ts";
export type { AuditEvent, Challenge, Credential, Purpose, Session, User } from "./model.ts";
export { type AuthPolicy, defaultPolicy } from "./policy.ts";
export type {
  AuthStore,
  ChallengeStore,
  Charge,
  Clock,
  CodeMessage,
  CodeSender,
  LimitedAction,
  LimitSubject,
  Limits,
  NewId,
  RandomBytes,
  SendClaim,
  SendOutcome,
  SessionStore,
  SignIn,
} from "./ports.ts";
export type { CodeSent } from "./send-code.ts";
export type { SignedInAs } from "./use-cases/current-session.ts";
export type { SignedIn } from "./use-cases/verify-otp.ts";
