import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { walkStates } from "./support/page-states.ts";
import { patient } from "./support/patient.ts";
import { watchShifts } from "./support/watch-shifts.ts";

/**
 * Together they have each language, each width, and each theme in both directions. axe looks at every state in the first two,
 * and at the three pages in the others.
 */
const LOOKS = [
  ["en", 390, "light"],
  ["ar", 320, "dark"],
  ["hi", 1280, "dark"],
  ["es", 320, "light"],
  ["pt", 1280, "light"],
  ["fr", 390, "dark"],
  ["ar", 1280, "light"],
] as const;

const PAGES = ["number", "code", "account"];

/** WCAG 2.2 up to AA, and what axe knows to be good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

inBrowser("every state of every page", (running) => {
  it.each(LOOKS)("is whole in %s at %d px, %s", async (language, width, colorScheme) => {
    const context = await running.browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      locale: language,
      reducedMotion: "reduce",
    });
    const isWhole = language === LOOKS[0][0] || width === LOOKS[1][1];
    const page = patient(await context.newPage());
    await page.addInitScript(axe.source);
    await watchShifts(page);
    const found: Record<string, unknown> = {};
    const seen: string[] = [];
    await walkStates(page, running.server.url, async (state) => {
      seen.push(state);
      const wrong = await lookAt(page, isWhole || PAGES.includes(state));
      if (Object.keys(wrong).length > 0) found[state] = wrong;
    });
    expect(found).toEqual({});
    expect(seen.length).toBeGreaterThan(18);
    const root = page.locator("html");
    expect([await root.getAttribute("lang"), await root.getAttribute("dir")]).toEqual([
      language,
      language === "ar" ? "rtl" : "ltr",
    ]);
    await context.close();
  });
});

async function askAxe(page: Page): Promise<string[]> {
  // Colours on their way from one to another are none that anybody reads.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((each) => each.effect?.getTiming().iterations === 1)
        .map(({ finished }) => finished),
    ),
  );
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    RULES,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** What is wrong with what is shown; nothing, if all is well. */
async function lookAt(page: Page, withAxe: boolean): Promise<Record<string, unknown>> {
  const violations = withAxe ? await askAxe(page) : [];
  const sideways = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  const shifts = await page.evaluate(() => window.shifts ?? []);
  return {
    ...(violations.length > 0 && { violations }),
    ...(sideways > 0 && { sideways }),
    ...(shifts.length > 0 && { shifts }),
  };
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
