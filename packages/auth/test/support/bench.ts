import { AuthError, type E164, normalizePhone } from "@sixdigit/contracts";
import { countingIds, manualClock, seededBytes } from "@sixdigit/testing";
// By its path: db depends on this package, and packages in a circle have no order to be built in.
import { createMemoryStore } from "../../../db/src/index.ts";
import {
  type AuthDeps,
  type CodeMessage,
  createAuditor,
  createAuth,
  createKeyring,
  createPhoneHash,
  defaultPolicy,
  type Limits,
  type SendOutcome,
} from "../../src/index.ts";

export const SECRET = "a secret of the unit tests, 32 long";
export const alice = phoneNumber("+14155550132");
export const bob = phoneNumber("+14155550133");

export function phoneNumber(text: string): E164 {
  const result = normalizePhone(text);
  if (!result.ok) throw new Error(`not a phone number: ${text}`);
  return result.phone;
}

export type Bench = ReturnType<typeof createBench>;

/** The use cases over the in-memory store, with a clock that is moved by hand and all that was sent. */
export function createBench(changes: Partial<AuthDeps> & { outcomes?: SendOutcome[] } = {}) {
  const clock = manualClock();
  const store = createMemoryStore();
  const newId = countingIds();
  const failures: unknown[] = [];
  const sent: CodeMessage[] = [];
  const charges: string[] = [];
  const outcomes = changes.outcomes ?? [];
  const limits: Limits = {
    async charge(action, { phone }) {
      charges.push(`${action} ${phone}`);
      return {
        allowed: true,
        receipt: `receipt-${charges.length}`,
        refund: async () => void charges.push(`refund ${action} ${phone}`),
      };
    },
    settle: async ({ phone }, receipts) => void charges.push(`settle ${phone} ${receipts.join(" ")}`),
  };
  const deps: AuthDeps = {
    store,
    limits,
    sender: {
      async sendCode(message) {
        sent.push(message);
        return outcomes.shift() ?? "accepted";
      },
    },
    clock,
    randomBytes: seededBytes("auth"),
    newId,
    codeKeys: createKeyring([SECRET]),
    sessionKeys: createKeyring([SECRET]),
    audit: createAuditor({
      store,
      clock,
      newId,
      hashPhone: createPhoneHash(SECRET),
      readUserAgent: (userAgent) => ({ browser: userAgent.slice(0, 10), os: "Windows" }),
      onFailure: (error) => failures.push(error),
    }),
    policy: defaultPolicy,
    revealCode: false,
    ...changes,
  };
  const lastCode = () => sent.at(-1)?.code ?? "nothing was sent";
  return { auth: createAuth(deps), deps, clock, store, sent, charges, failures, lastCode };
}

/** A code of the same length that is not this one. */
export function wrongOf(code: string): string {
  return ((Number(code) + 1) % 10 ** code.length).toString().padStart(code.length, "0");
}

/** The code and the details of the refusal that a call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => new Error("the call was not refused"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AuthError)) throw error;
  return { code: error.code, ...error.details };
}

type Refusal = Extract<Awaited<ReturnType<Limits["charge"]>>, { allowed: false }>;

/** Limits that refuse everything. */
export function refusing(refusal: Omit<Refusal, "allowed" | "rule">): Limits {
  return { charge: async () => ({ allowed: false, rule: "any", ...refusal }), settle: async () => {} };
}
