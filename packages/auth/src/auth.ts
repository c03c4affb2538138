import type { AuthDeps } from "./deps.ts";
import { currentSession } from "./use-cases/current-session.ts";
import { deleteAccount } from "./use-cases/delete-account.ts";
import { exportAccount } from "./use-cases/export-account.ts";
import { listSessions } from "./use-cases/list-sessions.ts";
import { requestOtp } from "./use-cases/request-otp.ts";
import { resendOtp } from "./use-cases/resend-otp.ts";
import { revokeOtherSessions } from "./use-cases/revoke-other-sessions.ts";
import { revokeSession } from "./use-cases/revoke-session.ts";
import { signInHistory } from "./use-cases/sign-in-history.ts";
import { signOut } from "./use-cases/sign-out.ts";
import { verifyOtp } from "./use-cases/verify-otp.ts";

export type Auth = ReturnType<typeof createAuth>;

/** Every use case, given what it needs. */
export function createAuth(deps: AuthDeps) {
  const verify = verifyOtp(deps);
  return {
    requestOtp: requestOtp(deps),
    resendOtp: resendOtp(deps),
    verifyOtp: verify,
    currentSession: currentSession(deps),
    listSessions: listSessions(deps),
    revokeSession: revokeSession(deps),
    revokeOtherSessions: revokeOtherSessions(deps),
    signInHistory: signInHistory(deps),
    signOut: signOut(deps),
    deleteAccount: deleteAccount(deps, verify),
    exportAccount: exportAccount(deps),
  };
}
