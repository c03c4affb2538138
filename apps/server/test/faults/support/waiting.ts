import { setTimeout as sleep } from "node:timers/promises";

/** How many milliseconds it took until something held; -1 when it did not within `patienceMs`. */
export async function msUntil(holds: () => Promise<boolean> | boolean, patienceMs = 20_000): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < patienceMs) {
    if (await holds()) return Math.round(performance.now() - started);
    await sleep(25);
  }
  return -1;
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
