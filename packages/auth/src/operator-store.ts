import type { AuditEvent } from "./audit-event.ts";
import type { User } from "./model.ts";

/** What an operator does to what is kept, each act with its event in one transaction. */
export type OperatorStore = {
  /** The user who has this id, or this number. */
  findUserId(of: { id: string } | { phone: User["phone"] }): Promise<string | null>;
  /**
   * Ends the live sessions that began by `now`, of a user or of all, some thousands at a time, so that nobody waits for it.
   * Returns how many it ended.
   *
   * @param end.newEvent each part is told of by an event, whose `count` says how many it ended
   */
  endSessions(end: { userId: string | undefined; now: Date; newEvent: () => AuditEvent }): Promise<number>;
  /** Changes the counters of limits that are kept beside the store. */
  changeCounters(change: {
    writes: readonly { series: string; slice: number; points: number; endsAt: Date }[];
    clear: readonly string[];
    audit: AuditEvent;
  }): Promise<void>;
};
