import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Ledger } from "./ledger.ts";

/** How many milliseconds it took until something held; -1 when it did not within `patienceMs`. */
export async function msUntil(holds: () => Promise<boolean> | boolean, patienceMs = 20_000): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < patienceMs) {
    if (await holds()) return Math.round(performance.now() - started);
    await sleep(25);
  }
  return -1;
}

/** Resolves when for a second nobody, of those who came, was told that the service is unavailable. */
export async function nobodyRefused(ledger: Ledger): Promise<void> {
  const lately = () => {
    const told = ledger.since(Date.now() - 1_000);
    return told.length === 0 ? "nobody came" : told.some(({ outcome }) => outcome === "UNAVAILABLE");
  };
  await expect.poll(lately).toBe(false);
}

/** The status of a page, and 0 when nothing answers. */
export async function statusOf(url: string): Promise<number> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
}
