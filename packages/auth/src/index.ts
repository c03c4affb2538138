export type { AccountData, AccountStore } from "./account-data.ts";
export type { AuditEvent, AuditName } from "./audit-event.ts";
export { type Auditor, createAuditor, type Origin, type ReadUserAgent } from "./auditor.ts";
export { type Auth, createAuth } from "./auth.ts";
export { deriveCode } from "./code.ts";
export type { Delivery, DeliveryStatus, DeliveryStore, DeliveryTally } from "./deliveries.ts";
export type { AuthDeps } from "./deps.ts";
export type { Device } from "./device.ts";
export { createKeyring, type Key } from "./keyring.ts";
export type { Challenge, Credential, Session, User } from "./model.ts";
export type { OperatorStore } from "./operator-store.ts";
export { createPhoneHash } from "./phone-hash.ts";
export { defaultPolicy } from "./policy.ts";
export type {
  AuditStore,
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
  SendClaim,
  SendOutcome,
  SessionRotation,
  SessionStore,
  SignIn,
} from "./ports.ts";
export { coarseNetworkOf, type Requester } from "./requester.ts";
export type { Retention } from "./retention.ts";
export type { CodeSent } from "./send-code.ts";
export type { SignedInAs } from "./use-cases/current-session.ts";
export type { SignInEvent } from "./use-cases/sign-in-history.ts";
