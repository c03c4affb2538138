import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { patient } from "./patient.ts";

export type Person = Awaited<ReturnType<typeof newPerson>>;

/** A person with a browser of their own, and all that goes wrong in their pages. */
export async function newPerson(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 800 },
  own: Pick<BrowserContextOptions, "locale" | "colorScheme"> = {},
) {
  const context = await browser.newContext({ viewport, locale: "en-US", ...own });
  const wrong: string[] = [];
  return { context, wrong, page: await newTab({ context, wrong }, url) };
}

/** Another tab of the same browser. */
export async function newTab(
  { context, wrong }: { context: BrowserContext; wrong: string[] },
  url: string,
): Promise<Page> {
  const page = patient(await context.newPage());
  noteWhatGoesWrong(page, url, wrong);
  return page;
}

/** Notes each message on the page's console and each request to elsewhere. */
function noteWhatGoesWrong(page: Page, url: string, wrong: string[]): void {
  page.on("console", (message) => {
    // The browser itself notes each refusal of the server; those are looked at where they are expected.
    if (!message.text().startsWith("Failed to load resource")) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) wrong.push(request.url());
  });
}

export const codeField = (page: Page) => page.getByLabel("Code", { exact: true });
export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Chooses a country as one who searches for it does. */
export async function chooseCountry(page: Page, name: string): Promise<void> {
  await button(page, /^Country/).click();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

/** Asks for a code with the form, and ends where it is typed. */
export async function requestCode(page: Page, url: string, number: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel("Phone number").fill(number);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/otp\?phone=/);
}

/** The code in the last message on the development phone, once that shows so many messages. */
export async function codeOnDevelopmentPhone(page: Page, messages = 1): Promise<string> {
  const message = page
    .getByRole("complementary")
    .getByText(/is your Sixdigit code/)
    .nth(messages - 1);
  return /\d{6}/.exec((await message.textContent()) ?? "")?.[0] ?? "no code";
}

/** The button in the last message that fills the code in: each message has one. */
export function lastUseCode(page: Page) {
  return button(page, /^Use code \d+$/).last();
}

export function wrongOf(code: string): string {
  return ((Number(code) + 1) % 1_000_000).toString().padStart(6, "0");
}

/** Types a wrong code until no try is left. */
export async function useUpTries(page: Page, code: string): Promise<void> {
  for (const told of [/4 tries left/, /3 tries left/, /2 tries left/, /1 try left/, /no tries are left/]) {
    await codeField(page).fill(wrongOf(code));
    await page.keyboard.press("Enter");
    await page.getByText(told).first().waitFor();
  }
}
