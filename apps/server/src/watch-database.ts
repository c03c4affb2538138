import type { Clock } from "@sixdigit/auth";
import type { DatabaseProbe } from "@sixdigit/db/postgres";
import { createCommonClock } from "./common-clock.ts";
import { type Watch, watch } from "./watch.ts";

export type DatabaseWatch = Watch & {
  /** The database's clock, which is that of all instances. */
  clock: Clock;
  /** Whether it answered the last look, and takes writes. */
  isWritable(): boolean;
};

/** Watches the database, and goes by its clock. */
export async function watchDatabase(probe: DatabaseProbe): Promise<DatabaseWatch> {
  const localMs = () => performance.now();
  const common = createCommonClock(localMs, new Date());
  let isWritable = true;
  const watched = await watch(async () => {
    const askedAt = localMs();
    const sight = await probe.look();
    common.correct({ at: sight.now, askedAt, answeredAt: localMs() });
    isWritable = sight.isWritable;
  });
  return {
    ...watched,
    clock: common.clock,
    isWritable: () => watched.isUp() && isWritable,
    async close() {
      await watched.close();
      await probe.close();
    },
  };
}
