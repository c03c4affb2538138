import type { E164 } from "@sixdigit/contracts";
import type { AuditEvent, AuditName } from "./audit-event.ts";
import type { AuditStore, Clock, NewId } from "./ports.ts";
import { coarseNetworkOf, type Requester } from "./requester.ts";

/** Where a use comes from, as it is kept and shown. */
export type Origin = Pick<AuditEvent, "network" | "browser" | "os">;

/** What a program calls itself, for people: `Chrome 130` on `Windows`. */
export type ReadUserAgent = (userAgent: string) => { browser: string | null; os: string | null };

export type About = Partial<Pick<AuditEvent, "userId" | "sessionId" | "detail" | "count">> & {
  phone?: E164;
  requester?: Requester | undefined;
};

export type Auditor = {
  originOf(requester: Requester | undefined): Origin;
  /** The number as it stands in events and deliveries. */
  phoneHashOf(phone: E164): string;
  /** An event that a store writes together with the change that it tells of. */
  event(name: AuditName, about: About): AuditEvent;
  /** Writes an event of something that is bounded by itself, as messages are. Never fails. */
  record(name: AuditName, about: About): Promise<void>;
  /**
   * Writes an event of something that anybody can cause without end: of each kind, number and network one in a minute,
   * and 300 a minute in all. How many were left out is an event of its own. Never fails.
   */
  recordRefusal(name: AuditName, about: About): Promise<void>;
};

type Deps = {
  store: AuditStore;
  clock: Clock;
  newId: NewId;
  hashPhone: (phone: E164) => string;
  readUserAgent: ReadUserAgent;
  /** Told of an event that could not be written: the answer to the client is the same. */
  onFailure: (error: unknown) => void;
};

/** A flood of refusals fills 300 rows a minute and process, about 60 MB a day. */
const REFUSALS_A_MINUTE = 300;
const MINUTE_MS = 60_000;

export function createAuditor(deps: Deps): Auditor {
  const { store, clock, newId, hashPhone, readUserAgent, onFailure } = deps;
  const isFirst = firstInItsMinute();

  function originOf(requester: Requester | undefined): Origin {
    return {
      network: requester ? coarseNetworkOf(requester.address) : null,
      ...(requester?.userAgent ? readUserAgent(requester.userAgent) : { browser: null, os: null }),
    };
  }

  const event: Auditor["event"] = (name, { phone, requester, ...about }) => ({
    id: newId(),
    at: clock(),
    name,
    userId: null,
    sessionId: null,
    phoneHash: phone === undefined ? null : hashPhone(phone),
    ...originOf(requester),
    detail: null,
    count: 1,
    ...about,
  });

  const record: Auditor["record"] = (name, about) => store.recordEvent(event(name, about)).catch(onFailure);

  return {
    originOf,
    phoneHashOf: hashPhone,
    event,
    record,
    async recordRefusal(name, about) {
      const network = about.requester && coarseNetworkOf(about.requester.address);
      const { isNew, leftOut } = isFirst([name, about.detail, about.phone, network].join(" "), clock());
      if (leftOut > 0) await record("events-left-out", { count: leftOut });
      if (isNew) await record(name, about);
    },
  };
}

/** Says of a thing whether it is the first of its kind in this minute, and how many of the last one were not. */
function firstInItsMinute() {
  const seen = new Set<string>();
  let minute = 0;
  let repeated = 0;
  return (kind: string, now: Date): { isNew: boolean; leftOut: number } => {
    const current = Math.floor(now.getTime() / MINUTE_MS);
    let leftOut = 0;
    if (current !== minute) {
      leftOut = repeated;
      seen.clear();
      minute = current;
      repeated = 0;
    }
    const isNew = !seen.has(kind) && seen.size < REFUSALS_A_MINUTE;
    if (isNew) seen.add(kind);
    else repeated += 1;
    return { isNew, leftOut };
  };
}
