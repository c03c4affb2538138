// Takes pictures (`pnpm pictures`): of every state of every page into screenshots/, and those of the README into docs/pictures.
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../test/support/browser.ts";
import { walkStates } from "../test/support/page-states.ts";
import { patient } from "../test/support/patient.ts";
import { startServer } from "../test/support/server-process.ts";

/** Language, width and theme of each walk through the states. */
const LOOKS = [
  ["en", 320, "light"],
  ["en", 390, "light"],
  ["en", 390, "dark"],
  ["en", 1280, "light"],
  ["en", 1280, "dark"],
  ["ar", 320, "dark"],
  ["ar", 390, "light"],
  ["ar", 1280, "light"],
  ["hi", 390, "light"],
  ["es", 390, "dark"],
  ["pt", 390, "light"],
  ["fr", 320, "light"],
] as const;

const root = new URL("../../../", import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(`${name}.png`, root));

await using server = await startServer();
const browser = await launchBrowser();
await takeThoseOfTheReadme(browser);
for (const [language, width, colorScheme] of LOOKS) {
  const page = await openPage(browser, { language, width, colorScheme });
  await walkStates(page, server.url, (state) =>
    take(page, `screenshots/${language}-${width}-${colorScheme}/${state}`),
  );
  await page.close();
}
await browser.close();

type Look = { language: string; width: number; colorScheme: "light" | "dark" };

async function openPage(from: Browser, { language, width, colorScheme }: Look): Promise<Page> {
  const viewport = { width, height: width > 1000 ? 720 : 800 };
  return patient(await from.newPage({ viewport, colorScheme, locale: language, reducedMotion: "reduce" }));
}

function take(page: Page, name: string): Promise<unknown> {
  return page.screenshot({ path: pathOf(name), fullPage: true });
}

/** A real sign-in, with the development phone beside it. */
async function takeThoseOfTheReadme(from: Browser): Promise<void> {
  const page = await openPage(from, { language: "en-US", width: 1280, colorScheme: "light" });
  await page.goto(server.url);
  await page.getByLabel("Phone number").pressSequentially("4155550132");
  await page.getByText("The SMS will arrive here").waitFor();
  await take(page, "docs/pictures/number");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Use code" }).click();
  await take(page, "docs/pictures/code");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Last used").first().waitFor();
  await take(page, "docs/pictures/account");
  await page.close();
}
