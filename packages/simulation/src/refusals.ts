const ANY = ["UNAVAILABLE"];
const LIMITED = [...ANY, "RATE_LIMITED", "TOO_MANY_ATTEMPTS"];
const SENDING = [...LIMITED, "PROOF_REQUIRED", "PHONE_NOT_ALLOWED", "RESEND_TOO_SOON", "SEND_FAILED"];
const GUESSING = ["CODE_INVALID", "CODE_EXPIRED"];
/** The refusals that each use case is documented to end in. */
export const REFUSALS = {
  request: SENDING,
  resend: [...SENDING, ...GUESSING],
  verify: [...LIMITED, ...GUESSING],
  current: ANY,
  list: ANY,
  history: ANY,
  revoke: [...ANY, "NOT_FOUND"],
  revokeOthers: ANY,
  signOut: ANY,
  exportAccount: ANY,
  deleteAccount: [...LIMITED, ...GUESSING, "UNAUTHENTICATED"],
};
export type Action = keyof typeof REFUSALS;
