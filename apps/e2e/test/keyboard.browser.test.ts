import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { codeOnDevelopmentPhone, lastUseCode, newPerson, requestCode } from "./support/person.ts";

/** Each width in both directions, each theme in both. */
const LOOKS = [
  ["en", 320, "dark", "India", "9876543220"],
  ["ar", 390, "light", "الهند", "9876543221"],
  ["en", 1280, "light", "India", "9876543222"],
  ["ar", 320, "light", "الهند", "9876543223"],
  ["en", 390, "dark", "India", "9876543224"],
  ["ar", 1280, "dark", "الهند", "9876543225"],
] as const;

inBrowser("by keyboard alone", (running) => {
  it.concurrent.for(LOOKS)(
    "goes in and out in %s at %d px, %s",
    async ([language, width, colorScheme, country, number], { expect }) => {
      const { page, context, wrong } = await newPerson(
        running.browser,
        running.server.url,
        { width, height: 720 },
        { locale: language, colorScheme },
      );
      await page.goto(running.server.url);
      await page.locator("input[type=tel]:focus").waitFor();
      await press(page, "Shift+Tab", "Enter");
      await page.keyboard.type(country);
      await press(page, "Enter");
      await page.locator("input[type=tel]:focus").waitFor();
      await page.keyboard.type(number);
      await press(page, "Enter");

      await page.locator("input[name=code]:focus").waitFor();
      await page.keyboard.type((await lastUseCode(page).textContent()) ?? "");
      await goTo(page, "main button[type=submit]");
      await press(page, "Enter");

      await goToDeletion(page);
      await goTo(page, ".sixdigit-link", "Shift+Tab");
      await press(page, "Enter");

      await page.locator("main h1:focus").waitFor();
      await goTo(page, "main button");
      await press(page, "Enter");
      await page.locator("input[type=tel]:focus").waitFor();
      expect(wrong).toEqual([]);
      await context.close();
    },
  );

  it("deletes the account with a fresh code", async () => {
    const { page, context, wrong } = await newPerson(running.browser, running.server.url);
    await requestCode(page, running.server.url, "+14155550184");
    await page.keyboard.type((await lastUseCode(page).textContent()) ?? "");
    await press(page, "Enter");
    await goToDeletion(page);
    await goTo(page, "main button[type=submit] + button");
    await press(page, "Enter");
    await page.getByText("We sent you a message.").waitFor();
    await page.locator("input[name=code]:focus").waitFor();
    await page.keyboard.type(await codeOnDevelopmentPhone(page, 2));
    await press(page, "Enter");
    await page.locator("input[type=tel]:focus").waitFor();
    await page.getByText("Your account is deleted.").waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("closes what was opened with Escape, and gives the focus back", async () => {
    const { page, context } = await newPerson(running.browser, running.server.url, {
      width: 390,
      height: 720,
    });
    await page.goto(running.server.url);
    await page.locator("input[type=tel]:focus").waitFor();
    await press(page, "Shift+Tab", "Enter");
    await page.locator("[role=combobox]:focus").waitFor();
    await press(page, "Escape");
    await page.locator(".sixdigit-country:focus").waitFor();
    expect(await page.getByRole("listbox").count()).toBe(0);
    await context.close();
  });
});

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const STOPS_AT_MOST = 20;

/** From the account, once all of it is there. */
async function goToDeletion(page: Page): Promise<void> {
  await page.locator("main h1:focus").waitFor();
  await page.locator("a[href='/account/delete']").waitFor();
  await goTo(page, "a[href='/account/delete']");
  await press(page, "Enter");
  await page.locator("input[name=code]:focus").waitFor();
}

/** Presses a key, Tab, until the focus is on the first such element; each stop on the way has to be seen to have it. */
async function goTo(page: Page, selector: string, key = "Tab"): Promise<void> {
  for (let stop = 0; stop < STOPS_AT_MOST; stop++) {
    await page.keyboard.press(key);
    const seen = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return { there: false, hidden: "nothing has the focus" };
      const { top, bottom, left, right } = focused.getBoundingClientRect();
      const inView = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
      const { outlineStyle } = getComputedStyle(focused);
      const isDrawnAround = focused.matches("input") || outlineStyle !== "none";
      return {
        there: focused === document.querySelector(wanted),
        hidden: inView && isDrawnAround ? undefined : focused.outerHTML.slice(0, 120),
      };
    }, selector);
    if (seen.hidden) throw new Error(`The focus is not seen: ${seen.hidden}`);
    if (seen.there) return;
  }
  throw new Error(`${key} does not lead to ${selector}`);
}
