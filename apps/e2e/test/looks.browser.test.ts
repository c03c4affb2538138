import axe, { type RunOnly } from "axe-core";
import type { Page } from "playwright-core";
import { it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { walkStates } from "./support/page-states.ts";
import { patient } from "./support/patient.ts";
import { answerLate } from "./support/slow-network.ts";
import { watchShifts } from "./support/watch-shifts.ts";

/** Together they have each language, each width in both directions, and each theme to start with. */
const LOOKS = [
  ["en", 390, "light"],
  ["ar", 320, "dark"],
  ["hi", 1280, "dark"],
  ["es", 320, "light"],
  ["pt", 1280, "light"],
  ["fr", 390, "dark"],
  ["ar", 1280, "light"],
] as const;

/** WCAG 2.2 up to AA, and what axe knows to be good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ALL: RunOnly = { type: "tag", values: TAGS };
/** All that another theme can change: it is made of colours alone. */
const OF_COLOURS: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

inBrowser("every state of every page", (running) => {
  it.concurrent.for(LOOKS)("is whole in %s at %d px, %s", { timeout: 600_000 }, async (look, { expect }) => {
    const [language, width, colorScheme] = look;
    const context = await running.browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      locale: language,
      reducedMotion: "reduce",
    });
    const page = patient(await context.newPage());
    await page.addInitScript(axe.source);
    await watchShifts(page);
    await answerLate(page);
    const found: Record<string, unknown> = {};
    const seen: string[] = [];
    await walkStates(page, running.server.url, async (state) => {
      seen.push(state);
      const wrong = await lookAt(page, colorScheme);
      if (Object.keys(wrong).length > 0) found[state] = wrong;
    });
    expect(found).toEqual({});
    expect(seen.length).toBeGreaterThan(20);
    const root = page.locator("html");
    expect([await root.getAttribute("lang"), await root.getAttribute("dir")]).toEqual([
      language,
      language === "ar" ? "rtl" : "ltr",
    ]);
    await context.close();
  });
});

async function askAxe(page: Page, runOnly: RunOnly): Promise<string[]> {
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
    (only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }),
    runOnly,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** What is wrong with what is shown; nothing, if all is well. */
async function lookAt(page: Page, theme: "light" | "dark"): Promise<Record<string, unknown>> {
  const violations = await askAxe(page, ALL);
  await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
  const inOtherTheme = await askAxe(page, OF_COLOURS);
  await page.emulateMedia({ colorScheme: theme });
  const sideways = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  const shifts = await page.evaluate(() => window.shifts ?? []);
  return {
    ...(violations.length > 0 && { violations }),
    ...(inOtherTheme.length > 0 && { inOtherTheme }),
    ...(sideways > 0 && { sideways }),
    ...(shifts.length > 0 && { shifts }),
  };
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
