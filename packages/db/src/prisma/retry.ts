import { setTimeout as sleep } from "node:timers/promises";
import { causesOf } from "../postgres/connection-failure.ts";

/** Deadlock and serialization failure (Postgres manual, appendix A), as pg, Prisma and its adapter call them. */
const CONFLICTS = new Set(["40P01", "40001", "P2034", "TransactionWriteConflict"]);

const RETRIES = 3;
/** So that two that have met do not meet again; in milliseconds, and longer each time. */
const PAUSE_MS = 15;

/**
 * Runs a step again when Postgres has broken it off because of another one: it is then undone as a whole, and likely to
 * succeed now that the other one is through. Three times at most (ASVS 15.4.3), then the failure stands.
 */
export async function retryingConflicts<T>(step: () => Promise<T>): Promise<T> {
  for (let retry = 1; ; retry++) {
    try {
      return await step();
    } catch (error) {
      if (retry > RETRIES || !isConflict(error)) throw error;
      await sleep(PAUSE_MS * retry);
    }
  }
}

function isConflict(error: unknown): boolean {
  return causesOf(error).some(({ code, kind, originalCode }) =>
    [code, kind, originalCode].some((name) => typeof name === "string" && CONFLICTS.has(name)),
  );
}
