import type { Auditor } from "./auditor.ts";
import type { Keyring } from "./keyring.ts";
import type { AuthPolicy } from "./policy.ts";
import type { AuthStore, Clock, CodeSender, Limits, NewId, RandomBytes } from "./ports.ts";

export type AuthDeps = {
  store: AuthStore;
  limits: Limits;
  sender: CodeSender;
  clock: Clock;
  randomBytes: RandomBytes;
  newId: NewId;
  codeKeys: Keyring;
  /** A session's next secret follows from the one before by these. */
  sessionKeys: Keyring;
  audit: Auditor;
  policy: AuthPolicy;
  /** Whether the answer to a request holds the code. Only ever true in development. */
  revealCode: boolean;
};

/** 128 random bits as text (ASVS 7.2.3; NIST SP 800-63B-4, 5.1). */
export function randomToken(randomBytes: RandomBytes, bytes = 16): string {
  return Buffer.from(randomBytes(bytes)).toString("base64url");
}
