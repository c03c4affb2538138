import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { answerAs } from "./support/answers.ts";
import { inBrowser } from "./support/in-browser.ts";
import {
  button,
  codeField,
  codeOnDevelopmentPhone,
  lastUseCode,
  newPerson,
  type Person,
  requestCode,
  wrongOf,
} from "./support/person.ts";

inBrowser("what somebody may do with their own data", (running) => {
  let person: Person;
  let page: Page;
  beforeEach(async () => {
    person = await newPerson(running.browser, running.server.url, { width: 390, height: 800 });
    page = person.page;
    return async () => {
      await person.context.close();
      expect(person.wrong).toEqual([]);
    };
  });

  async function signIn(number: string): Promise<void> {
    await requestCode(page, running.server.url, number);
    await lastUseCode(page).click();
    await page.keyboard.press("Enter");
    await button(page, "Download my data").waitFor();
  }

  it("is taken along as a file that holds all of it", async () => {
    await signIn("+14155550180");
    const download = page.waitForEvent("download");
    await button(page, "Download my data").click();
    const file = await download;
    await page.getByText("Your download has started.").waitFor();
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    const { user, sessions, events } = JSON.parse(Buffer.concat(chunks).toString());
    expect([file.suggestedFilename(), user.phoneNumber, sessions.length, events.length > 0]).toEqual([
      "Sixdigit.json",
      "+14155550180",
      1,
      true,
    ]);
  });

  it("says so where it cannot be had, and can be asked for again", async () => {
    await signIn("+14155550181");
    await answerAs(page, "session.exportData", { refusal: { authCode: "UNAVAILABLE", httpStatus: 503 } });
    await button(page, "Download my data").click();
    await page.getByText("The service is not available for a moment.").waitFor();
    await page.getByRole("link", { name: "Delete my account" }).click();
    await page.getByRole("heading", { name: "The service does not answer" }).waitFor();
    await page.unrouteAll();
    await button(page, "Try again").click();
    await page.getByText("Enter the code for +1 415 555 0181").waitFor();
    expect(await page.title()).toBe("Delete your account · Sixdigit");
  });

  it("stays after a wrong code, and for whoever thinks better of it", async () => {
    await signIn("+14155550182");
    await page.getByRole("link", { name: "Delete my account" }).click();
    await button(page, "Send a code").click();
    await codeField(page).fill(wrongOf(await codeOnDevelopmentPhone(page, 2)));
    await button(page, "Delete my account").click();
    await page.getByText("This code is not right. 4 tries left.").waitFor();
    await button(page, "Keep my account").click();
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/account");
  });

  it("goes with the account, and leaves no session in any tab and no number behind", async () => {
    await signIn("+14155550183");
    const other = await person.context.newPage();
    await other.goto(`${running.server.url}/account`);
    await other.getByRole("heading", { name: "Your account" }).waitFor();
    await page.getByRole("link", { name: "Delete my account" }).click();
    await page.getByText("Your account goes for good, and every session with it.").waitFor();
    await button(page, "Send a code").click();
    await page.getByText("We sent the code by SMS to +1 415 555 0183").waitFor();
    await codeField(page).fill(await codeOnDevelopmentPhone(page, 2));
    await button(page, "Delete my account").click();
    await page.getByText("Your account is deleted.").waitFor();
    await page.getByLabel("Phone number").waitFor();
    await other.getByLabel("Phone number").waitFor();
    expect(await page.evaluate(async () => (await fetch("/api/auth/session")).status)).toBe(401);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("4155550183");
  });
});
