import { randomBytes, randomUUID } from "node:crypto";
import {
  type AuthDeps,
  type AuthStore,
  type CodeMessage,
  createAuditor,
  createAuth,
  createKeyring,
  createPhoneHash,
  defaultPolicy,
  type Limits,
} from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { manualClock } from "@sixdigit/testing";

const noLimits: Limits = {
  charge: async () => ({ allowed: true, receipt: "", refund: async () => {} }),
  settle: async () => {},
};

/** The use cases over the store under test, with all that was sent. */
export function signInOver({ store }: { store: AuthStore }) {
  const clock = manualClock();
  const sent: CodeMessage[] = [];
  const deps: AuthDeps = {
    store,
    limits: noLimits,
    sender: {
      async sendCode(message) {
        sent.push(message);
        return "accepted";
      },
    },
    clock,
    randomBytes,
    newId: randomUUID,
    codeKeys: createKeyring(["a secret of the race tests, 32 long"]),
    sessionKeys: createKeyring(["another secret of the race tests,"]),
    audit: createAuditor({
      store,
      clock,
      newId: randomUUID,
      hashPhone: createPhoneHash("a third secret of the race tests"),
      readUserAgent: () => ({ browser: "Chrome 130", os: "Windows" }),
      onFailure(error) {
        throw error;
      },
    }),
    policy: defaultPolicy,
    revealCode: true,
  };
  return { auth: createAuth(deps), clock, sent };
}

export const wrongOf = (code: string) => ((Number(code) + 1) % 1_000_000).toString().padStart(6, "0");
export const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "signed in",
    (error: unknown) => (error instanceof AuthError ? error.code : String(error)),
  );
export const tally = (outcomes: string[]) =>
  Object.fromEntries(
    [...new Set(outcomes)].sort().map((each) => [each, outcomes.filter((o) => o === each).length]),
  );
