import { type AuditName, NEW_BROWSER } from "./audit-event.ts";
import type { AuthDeps } from "./deps.ts";
import { knownDevice } from "./device.ts";
import type { Challenge, Credential, Session } from "./model.ts";
import type { SignIn } from "./ports.ts";
import type { Requester } from "./requester.ts";
import { hashSessionSecret } from "./session-secret.ts";
import { addSeconds } from "./time.ts";

type Given = {
  challenge: Challenge;
  credential: Credential;
  requester: Requester | undefined;
  /** Wrong guesses before the right one. */
  failures: number;
  /** The session whose place it takes. */
  replaced: Session | undefined;
  /** Whether it was the fixed code of a test number. */
  isTest: boolean;
};

/** All that a right code writes, for the store to write at once. */
export function newSignIn(deps: AuthDeps, given: Given): SignIn {
  const { challenge, credential, requester } = given;
  const { audit, policy, newId, clock } = deps;
  const now = clock();
  const about = { phone: challenge.phone, sessionId: credential.id, requester };
  const isKnown = knownDevice(requester?.device, challenge.phone) !== undefined;
  const detail = isKnown ? null : NEW_BROWSER;
  const event = audit.event(nameOf(given), { ...about, detail, count: Math.max(1, given.failures) });
  return {
    challenge,
    now,
    newUserId: newId(),
    session: {
      id: credential.id,
      secretHash: hashSessionSecret(credential.secret),
      previousSecretHash: null,
      rotatedAt: now,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: addSeconds(now, policy.sessionTtl),
      endedAt: null,
      network: event.network,
      browser: event.browser,
      os: event.os,
    },
    dormantSince: addSeconds(now, -policy.accountDormancy),
    maxSessions: policy.maxSessions,
    idleSince: addSeconds(now, -policy.sessionIdle),
    audit: event,
    replaces: given.replaced && replacementOf(deps, given.replaced, requester),
    moreAuditIds: { overLimit: newId(), setAside: newId() },
  };
}

function replacementOf({ audit }: AuthDeps, { id, userId }: Session, requester: Requester | undefined) {
  const about = { userId, sessionId: id, requester, detail: "replaced" };
  return { id, userId, audit: audit.event("sign-out", about) };
}

function nameOf({ isTest, failures }: Given): AuditName {
  if (isTest) return "test-sign-in";
  return failures > 0 ? "sign-in-after-failures" : "sign-in";
}
