import type { Page } from "playwright-core";

/** Of a network: milliseconds on the way, and kilobits a second in each direction. */
export type Network = { roundTripMs: number; downKbit: number; upKbit: number };

/** As Chrome's own tools define it. */
export const SLOW_4G: Network = { roundTripMs: 562.5, downKbit: 1_440, upKbit: 675 };

/** Slows a page's network down, from now on. */
export async function slowDown(page: Page, { roundTripMs, downKbit, upKbit }: Network): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: roundTripMs,
    downloadThroughput: (downKbit * 1_000) / 8,
    uploadThroughput: (upKbit * 1_000) / 8,
  });
}

/** What moves within half a second of a touch counts as moved by it: nothing that comes with such an answer is overlooked. */
const LATER_THAN_ITS_TOUCH_MS = 600;

/** Every answer that a page asks for comes that late, made up or not, and so does the news that none will. */
export async function answerLate(page: Page): Promise<void> {
  await page.addInitScript((ms) => {
    const { fetch } = window;
    window.fetch = async (...asked) => {
      try {
        return await fetch(...asked);
      } finally {
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
    };
  }, LATER_THAN_ITS_TOUCH_MS);
}
