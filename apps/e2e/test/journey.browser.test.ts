import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, noBrowser } from "./support/browser.ts";
import { type ServerProcess, startServer } from "./support/server-process.ts";

describe.skipIf(noBrowser)(`signing in with a browser${noBrowser ? ` (${noBrowser})` : ""}`, () => {
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** A person of their own, and all that went wrong in their page: a message on its console, a request elsewhere. */
  async function newPerson(options: { viewport: { width: number; height: number } }) {
    const context = await browser.newContext({ ...options, locale: "en-US" });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on("console", (message) => {
      // The browser itself notes each refusal of the server; those are looked at where they are expected.
      if (!message.text().startsWith("Failed to load resource")) wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith("data:"))
        wrong.push(request.url());
    });
    return { context, page, wrong };
  }

  it.each([
    ["98765 43210", "IN", "+91 98765 43210", "+9198••••••10", { width: 390, height: 844 }],
    ["(415) 555-0132", "US", "+1 415 555 0132", "+1415•••••32", { width: 1280, height: 800 }],
    ["+91 98765-43211", "US", "+91 98765 43211", "+9198••••••11", { width: 320, height: 640 }],
  ])(
    "goes from %s to the account, over a reload, and out again",
    async (typed, country, shown, masked, viewport) => {
      const { context, page, wrong } = await newPerson({ viewport });
      await page.goto(server.url);
      await page.getByLabel("Country").selectOption(country);
      await page.getByLabel("Phone number").fill(typed);
      await page.getByRole("button", { name: "Continue" }).click();

      await page.waitForURL(/\/otp\?phone=/);
      await page.getByText(shown).first().waitFor();
      const code = await codeOnDevelopmentPhone(page);
      await page.getByLabel("Code", { exact: true }).fill(code);
      await page.getByRole("button", { name: "Sign in" }).click();

      await page.waitForURL(`${server.url}/account`);
      await page.getByText("Signed in since").waitFor();
      expect(await page.getByText("+").allTextContents()).toContainEqual(
        expect.stringMatching(/^\+\d+•+\d\d$/),
      );
      expect(await page.getByText(masked).count()).toBeLessThanOrEqual(1);
      await page.reload();
      await page.getByRole("heading", { name: "Your account" }).waitFor();
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await storedSecrets(page, code)).toEqual([]);

      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("Phone number").waitFor();
      expect((await context.cookies()).filter(({ name }) => name === "session")).toEqual([]);
      await page.goto(`${server.url}/account`);
      await page.getByLabel("Phone number").waitFor();
      expect(wrong).toEqual([]);
      await context.close();
    },
  );

  it("takes the code by a click on the message, by paste with a space, and from a whole message", async () => {
    const { context, page, wrong } = await newPerson({ viewport: { width: 1280, height: 800 } });
    await requestCode(page, "+14155550140");
    const code = await codeOnDevelopmentPhone(page);
    const field = page.getByLabel("Code", { exact: true });
    await page.getByRole("complementary").getByRole("button").first().click();
    expect(await field.inputValue()).toBe(code);
    for (const text of [`${code.slice(0, 3)} ${code.slice(3)}`, `Your code is ${code}!`, ` ${code}\n`]) {
      await field.fill("");
      await paste(page, text);
      expect((await field.inputValue()).replaceAll(" ", "")).toBe(code);
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(`${server.url}/account`);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("says at the field what is wrong with a number, and keeps what was typed", async () => {
    const { context, page, wrong } = await newPerson({ viewport: { width: 390, height: 844 } });
    await page.goto(server.url);
    const field = page.getByLabel("Phone number");
    await field.fill("12");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").first().waitFor();
    expect([await field.inputValue(), await field.getAttribute("aria-invalid")]).toEqual(["12", "true"]);
    const described = await field.getAttribute("aria-describedby");
    expect(await page.locator(`#${described?.split(" ").at(-1)}`).textContent()).not.toContain("E.164");
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("tells how many tries are left after a wrong code, and offers a new one when there are none", async () => {
    const { context, page, wrong } = await newPerson({ viewport: { width: 390, height: 844 } });
    await requestCode(page, "+14155550141");
    const code = await codeOnDevelopmentPhone(page);
    const field = page.getByLabel("Code", { exact: true });
    for (const left of [/4 tries left/, /3 tries left/, /2 tries left/, /1 try left/]) {
      await field.fill(wrongOf(code));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText(left).first().waitFor();
      expect(await field.getAttribute("aria-invalid")).toBe("true");
    }
    await field.fill(wrongOf(code));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Send a new code" }).click();
    await page.getByRole("complementary").getByRole("button").nth(1).waitFor();
    await field.fill(await codeOnDevelopmentPhone(page));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${server.url}/account`);
    expect(wrong).toEqual([]);
    await context.close();
  });

  async function requestCode(page: Page, number: string): Promise<void> {
    await page.goto(server.url);
    await page.getByLabel("Phone number").fill(number);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/otp\?phone=/);
  }
});

/** The code in the last message that the small phone shows, once it shows as many as it did when asked. */
async function codeOnDevelopmentPhone(page: Page): Promise<string> {
  const phone = page.getByRole("complementary");
  await phone
    .getByText(/is your Sixdigit code/)
    .last()
    .waitFor();
  const text =
    (await phone
      .getByText(/is your Sixdigit code/)
      .last()
      .textContent()) ?? "";
  return /\d{6}/.exec(text)?.[0] ?? "no code";
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).focus();
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    // What a browser does where the page does not take the paste over.
    if (document.activeElement?.dispatchEvent(event)) document.execCommand("insertText", false, pasted);
  }, text);
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Where the page's storage holds the code or anything like a session. */
function storedSecrets(page: Page, code: string): Promise<string[]> {
  return page.evaluate((secret) => {
    const all = [...Object.entries(localStorage), ...Object.entries(sessionStorage)].map(String);
    return all.filter((each) => each.includes(secret) || each.includes("Fe26"));
  }, code);
}

function wrongOf(code: string): string {
  return ((Number(code) + 1) % 1_000_000).toString().padStart(6, "0");
}
