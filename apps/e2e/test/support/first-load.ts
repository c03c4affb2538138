import type { Browser } from "playwright-core";
import { type Network, slowDown } from "./slow-network.ts";

export type FirstLoad = Awaited<ReturnType<typeof measureFirstLoad>>;

/** Opens a page for the first time, with nothing kept. Times are milliseconds from the start of the navigation. */
export async function measureFirstLoad(browser: Browser, url: string, network: Network) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: "en-US" });
  const page = await context.newPage();
  await slowDown(page, network);
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("[data-first-view]").waitFor({ state: "detached" });
  await page.locator("input:focus").waitFor();
  const found = await page.evaluate(() => {
    const files = performance.getEntriesByType("resource").filter(({ name }) => /\.(js|css)$/.test(name));
    return {
      usable: performance.now(),
      painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      bytes: (files as PerformanceResourceTiming[]).reduce((sum, { transferSize }) => sum + transferSize, 0),
    };
  });
  await context.close();
  return found;
}
