import type { E164 } from "@sixdigit/contracts";
import type { AuditEvent } from "./audit-event.ts";
import type { Delivery } from "./deliveries.ts";
import type { Session } from "./model.ts";

/** What is kept of a user beside the user: at most so much of each, the latest first. */
export type AccountData = {
  sessions: Omit<Session, "secretHash" | "previousSecretHash">[];
  events: AuditEvent[];
  messages: Pick<Delivery, "createdAt" | "country" | "provider" | "status">[];
};

export type AccountStore = {
  /**
   * In one transaction: deletes the user, who thereby loses every session and the number, and the challenges of the number;
   * takes the hash of the number out of its deliveries; writes the event. What has been audited stays as it is, with the
   * number as a keyed hash, until its time is over. False, with nothing written, when there is no such user any more.
   */
  deleteAccount(deletion: {
    userId: string;
    phone: E164;
    phoneHash: string;
    audit: AuditEvent;
  }): Promise<boolean>;
  readAccount(of: { userId: string; phoneHash: string }): Promise<AccountData>;
};
