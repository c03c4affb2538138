import { hostname, userInfo } from "node:os";
import { createAuditor, createPhoneHash, type OperatorStore } from "@sixdigit/auth";
import { StartError } from "@sixdigit/contracts";
import type { CounterChange } from "@sixdigit/rate-limit";
import { v7 as newId } from "uuid";
import type { Config } from "../config.ts";
import { tablesOf } from "../limits-for.ts";
import { secretsOf } from "../secrets.ts";
import { DATA_FOLDER, openStorage, type Storage } from "../storage.ts";

/** An operator can wait, and one statement may end thousands of sessions. */
const WAITS = { waitMs: 5_000, statementMs: 60_000, lockMs: 30_000, connections: 2 };

export type Operations = Awaited<ReturnType<typeof openOperations>>;

/**
 * What the servers share, for an operator to change: by the settings that they go by.
 *
 * @throws StartError when nothing is shared, or it cannot be reached
 */
export async function openOperations(config: Config) {
  if (!config.database) {
    throw new StartError(
      "USE_DATABASE: is false, so sessions and limits are in the memory of the one server, where nothing else can reach them. Stop that server instead.",
    );
  }
  const url = config.database.url ?? (await embeddedUrl());
  const database = { url, waits: WAITS };
  const storage = await openStorage({ ...config, database }, (line) => {
    throw new StartError(line);
  });
  const { store, clock, counters } = storage;
  const failures: unknown[] = [];
  const audit = createAuditor({
    store,
    clock,
    newId,
    hashPhone: createPhoneHash(secretsOf(config).otp[0]),
    readUserAgent: () => ({ browser: null, os: null }),
    onFailure: (error) => failures.push(error),
  });
  const operator = operatorOf(storage);
  type Said = Parameters<typeof audit.event>;
  const event = (name: Said[0], { detail, ...about }: Said[1]) =>
    audit.event(name, { ...about, detail: [detail, `by ${whoAmI()}`].filter(Boolean).join(" ") });

  /** In one transaction with its event; where limits are in Redis the event is there first. */
  async function change(changed: CounterChange, ...said: Said): Promise<void> {
    const noted = event(...said);
    if (config.redisUrl === undefined) return operator.changeCounters({ ...changed, audit: noted });
    await store.recordEvent(noted);
    await counters.apply({ now: clock(), reads: [], ...changed });
  }

  return { operator, change, event, store, clock, counters, tables: tablesOf(config), close: storage.close };
}

function operatorOf({ operator }: Storage): OperatorStore {
  if (!operator) throw new StartError("USE_DATABASE: must be true");
  return operator;
}

/** That of a server that runs; where none does, it is started for as long as the command takes. */
async function embeddedUrl(): Promise<string | undefined> {
  const { runningEmbeddedUrl } = await import("@sixdigit/db/postgres");
  return runningEmbeddedUrl({ dataDir: `${DATA_FOLDER}/postgres` });
}

/** For the audit trail; a container may know no name for its user. */
function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return hostname();
  }
}
