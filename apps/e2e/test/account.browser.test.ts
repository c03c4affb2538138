import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerAsSignedIn } from "./support/answers.ts";
import { launchBrowser, noBrowser } from "./support/browser.ts";
import { button, newPerson, type Person } from "./support/person.ts";
import { type ServerProcess, startServer } from "./support/server-process.ts";

describe.skipIf(noBrowser)(`the account in a browser${noBrowser ? ` (${noBrowser})` : ""}`, () => {
  let server: ServerProcess;
  let browser: Browser;
  let person: Person;
  let page: Page;
  let calls: string[];
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  });
  beforeEach(async () => {
    person = await newPerson(browser, server.url);
    page = person.page;
    calls = [];
    page.on("request", (request) => {
      if (/revoke/.test(request.url()))
        calls.push(`${request.url().split("/").at(-1)} ${request.postData()}`);
    });
    await answerAsSignedIn(page);
    await page.clock.install();
    await page.goto(`${server.url}/account`);
    await page.getByText("Safari on iOS").first().waitFor();
    return async () => {
      await person.context.close();
      expect(person.wrong).toEqual([]);
    };
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const devices = () => page.getByRole("listitem").filter({ hasText: "Last used" });
  const dialog = () => page.getByRole("dialog");
  const ID = "0190c0de-0000-7000-8000-000000000001";

  it("shows each device with its browser, its network and its last use, this one marked", async () => {
    expect(await devices().allTextContents()).toEqual([
      expect.stringMatching(/^Firefox on LinuxThis device.*Last used this minute.*203\.0\.113\.0\/24$/),
      expect.stringMatching(/^Safari on iOS.*Last used 1 hour ago.*2001:db8:1234::\/48End$/),
      expect.stringMatching(/^Chrome on Android.*Last used 2 hours ago/),
    ]);
  });

  it("asks before a session ends, and can be taken back for some seconds", async () => {
    await button(page, "End the session of Safari on iOS").click();
    await dialog().getByRole("button", { name: "Cancel" }).click();
    expect(await devices().count()).toBe(3);
    await button(page, "End the session of Safari on iOS").click();
    await dialog().getByRole("button", { name: "End" }).click();
    await expect.poll(() => devices().count()).toBe(2);
    await button(page, "Undo").click();
    await page.getByText("Nothing was ended.").waitFor();
    await expect.poll(() => devices().count()).toBe(3);
    await page.clock.runFor(10_000);
    expect(calls).toEqual([]);
  });

  it("ends a session when nobody takes it back", async () => {
    await button(page, "End the session of Safari on iOS").click();
    await dialog().getByRole("button", { name: "End" }).click();
    await page.getByText("Ending the session of Safari on iOS.").waitFor();
    const askedAnew = page.waitForRequest(/session\.list/);
    await page.clock.runFor(6_500);
    await page.getByText("Ended.").waitFor();
    await askedAnew;
    expect(calls).toEqual([`session.revoke {"id":"${ID}"}`]);
  });

  it("ends all others at once, also when the page is left meanwhile, by keyboard alone", async () => {
    await button(page, "End all others").focus();
    await page.keyboard.press("Enter");
    await page.getByText("End the 2 other sessions?").waitFor();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("Ending all other sessions.").waitFor();
    const call = page.waitForRequest(/revokeOthers/);
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    await call;
    expect(calls).toHaveLength(1);
  });
});
