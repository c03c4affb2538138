import { existsSync } from "node:fs";
import { type Browser, chromium as playwright } from "playwright-core";

/** Without the sandbox, which a container's root cannot have; the browser only ever sees our own pages. */
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

/** Browsers as they are installed, where none is named by CHROMIUM_PATH. */
const INSTALLED = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
];

/** What to do where there is none; undefined where there is one. */
export const noBrowser: string | undefined =
  (await findBrowser()) === undefined
    ? "no browser: install Chrome or Chromium, or name one by CHROMIUM_PATH"
    : undefined;

/** @throws Error when no browser was found: ask `noBrowser` first */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error(noBrowser);
  return playwright.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/** On Linux the browser comes with the dependencies; elsewhere an installed one is taken. */
async function findBrowser(): Promise<string | undefined> {
  // biome-ignore lint/style/noProcessEnv: where the tests' own browser is, not a setting of the server
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  if (process.platform === "linux" && process.arch === "x64") {
    const { default: bundled } = await import("@sparticuz/chromium");
    return bundled.executablePath();
  }
  return INSTALLED.find((each) => existsSync(each));
}
