export { type Auth, createAuth } from "./auth.ts";
export { deriveCode } from "./code.ts";
export type { Delivery, DeliveryStatus, DeliveryStore, DeliveryTally } from "./deliveries.ts";
export type { AuthDeps } from "./deps.ts";
export type { Device } from "./device.ts";
export { createKeyring, type Key } from "./keyring.ts";
export type { AuditEvent, Challenge, Credential, Session, User } from "./model.ts";
export { defaultPolicy } from "./policy.ts";
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
  SendOutcome,
  SessionStore,
  SignIn,
} from "./ports.ts";
export { networkOf, type Requester } from "./requester.ts";
export type { CodeSent } from "./send-code.ts";
