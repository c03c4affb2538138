import type { Page } from "playwright-core";

declare global {
  interface Window {
    shifts?: string[];
  }
}

/** Notes each time that something moved which nobody has touched. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    window.shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, value, sources } = entry as PerformanceEntry & {
          hadRecentInput: boolean;
          value: number;
          sources: { node?: Node }[];
        };
        if (!hadRecentInput)
          shifts.push(`${value} ${sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200))}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}
