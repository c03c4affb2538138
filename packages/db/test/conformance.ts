import type { AuditEvent, AuthStore, DeliveryStore } from "@sixdigit/auth";
import { afterEach, beforeEach, describe } from "vitest";
import { accountCases } from "./conformance/accounts.ts";
import { auditCases } from "./conformance/audit.ts";
import { challengeCases } from "./conformance/challenges.ts";
import { deliveryCases } from "./conformance/deliveries.ts";
import { raceCases } from "./conformance/races.ts";
import { rotationCases } from "./conformance/rotation.ts";
import { sessionRaceCases } from "./conformance/session-races.ts";
import { sessionCases } from "./conformance/sessions.ts";
import { signInCases } from "./conformance/sign-in.ts";

export type StoreUnderTest = {
  store: AuthStore & { deliveries: DeliveryStore };
  /** How many rows there are of each; what the store's own API does not tell. */
  count(): Promise<{ users: number; sessions: number; signInEvents: number; challenges: number }>;
  /** All that was recorded. */
  events(): Promise<AuditEvent[]>;
  close(): Promise<void>;
};

/** What every store must do. The two stores have one behaviour because they pass this. */
export function describeAuthStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let current: StoreUnderTest | undefined;
    const use = () => {
      if (!current) throw new Error("no store is open");
      return current;
    };
    beforeEach(async () => {
      current = await open();
    });
    afterEach(async () => {
      await use().close();
    });

    challengeCases(use);
    signInCases(use);
    sessionCases(use);
    rotationCases(use);
    accountCases(use);
    auditCases(use);
    raceCases(use);
    sessionRaceCases(use);
    deliveryCases(use);
  });
}

export type Use = () => StoreUnderTest;
