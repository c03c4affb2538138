// Takes pictures of the pages (`pnpm pictures`): those of the README go to docs/pictures, the others to screenshots/.
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { launchBrowser } from "../test/support/browser.ts";
import { startServer } from "../test/support/server-process.ts";

const root = new URL("../../../", import.meta.url);
const inReadme = (name: string) => name.endsWith("-desktop-light");
const SIZES = { desktop: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

await using server = await startServer();
const browser = await launchBrowser();
let lastDigit = 1;

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await browser.newPage({ viewport, colorScheme, locale: "en-US", reducedMotion: "reduce" });
    await walkThrough(page, (step) =>
      page.screenshot({ path: pathOf(`${step}-${size}-${colorScheme}`), fullPage: true }),
    );
    await page.close();
  }
}
await browser.close();

function pathOf(name: string): string {
  return fileURLToPath(new URL(`${inReadme(name) ? "docs/pictures" : "screenshots"}/${name}.png`, root));
}

async function walkThrough(page: Page, take: (step: string) => Promise<unknown>): Promise<void> {
  await page.goto(server.url);
  await page.getByLabel("Phone number").fill(`(415) 555-013${lastDigit++}`);
  await page.getByText("The SMS will arrive here").waitFor();
  await take("number");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Use code" }).click();
  await take("code");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Signed in since").waitFor();
  await take("account");
}
