import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { answerAs, answerAsAnother, answerAsSignedIn } from "./support/answers.ts";
import { inBrowser } from "./support/in-browser.ts";
import { button, newPerson, type Person } from "./support/person.ts";

inBrowser("the account in a browser", (running) => {
  let person: Person;
  let page: Page;
  let calls: string[];
  beforeEach(async () => {
    person = await newPerson(running.browser, running.server.url);
    page = person.page;
    calls = [];
    page.on("request", (request) => {
      if (/revoke/.test(request.url()))
        calls.push(`${request.url().split("/").at(-1)} ${request.postData()}`);
    });
    await answerAsSignedIn(page);
    await page.clock.install();
    await page.goto(`${running.server.url}/account`);
    await page.getByText("Safari on iOS").first().waitFor();
    return async () => {
      await person.context.close();
      expect(person.wrong).toEqual([]);
    };
  });

  const devices = () => page.getByRole("listitem").filter({ hasText: "Last used" });
  const dialog = () => page.getByRole("dialog");
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const end = async (device: string) => {
    await button(page, `End the session of ${device}`).click();
    await dialog().getByRole("button", { name: "End" }).click();
  };
  const anotherSignsIn = async () => {
    await answerAsAnother(page);
    await page.evaluate(() => new BroadcastChannel("sixdigit.session").postMessage(""));
  };
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
    await page.clock.runFor(11_000);
    expect(calls).toEqual([]);
  });

  it("ends the one before at once when another is to end, of which only the latter can be taken back", async () => {
    await answerAs(page, "session.list", { refusal: { authCode: "UNAVAILABLE", httpStatus: 503 } });
    await end("Safari on iOS");
    await expect.poll(() => devices().count()).toBe(2);
    await end("Chrome on Android");
    await expect.poll(() => calls).toEqual([`session.revoke {"id":"${ID}"}`]);
    await page.getByText("Ending the session of Chrome on Android.").waitFor();
    await expect.poll(() => devices().count()).toBe(1);
    await button(page, "Undo").click();
    await page.getByText("Nothing was ended.").waitFor();
    // The one that was ended does not come back with it.
    expect(await devices().allTextContents()).toEqual([
      expect.stringMatching(/^Firefox/),
      expect.stringMatching(/^Chrome/),
    ]);
    expect(calls).toHaveLength(1);
  });

  it("shows a session again that could not be ended, and says so", async () => {
    await answerAs(page, "session.revoke", { refusal: { authCode: "UNAVAILABLE", httpStatus: 503 } });
    await end("Safari on iOS");
    await expect.poll(() => devices().count()).toBe(2);
    await page.clock.runFor(10_500);
    await page.getByText("That did not work. Nothing was ended: try again.").waitFor();
    await expect.poll(() => devices().count()).toBe(3);
  });

  it("keeps the reader's place when a row goes", async () => {
    await end("Safari on iOS");
    await expect.poll(() => focused()).toBe("Where you are signed in");
    await button(page, "Undo").press("Enter");
    await page.getByText("Nothing was ended.").waitFor();
    await expect.poll(() => focused()).toBe("Where you are signed in");
  });

  it("ends a session when nobody takes it back", async () => {
    await button(page, "End the session of Safari on iOS").click();
    await dialog().getByRole("button", { name: "End" }).click();
    await page.getByText("Ending the session of Safari on iOS.").waitFor();
    const askedAnew = page.waitForRequest(/session\.list/);
    await page.clock.runFor(10_500);
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
    await page.waitForFunction(() => document.activeElement?.textContent === "End all others");
    await page.keyboard.press("Enter");
    await page.getByText("End the 2 other sessions?").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Ending all other sessions.").waitFor();
    const call = page.waitForRequest(/revokeOthers/);
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    await call;
    expect(calls).toHaveLength(1);
  });

  it("ends the others before it signs out, where that is pressed meanwhile", async () => {
    await answerAs(page, "session.signOut", { data: { success: true } });
    const asked: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") asked.push(request.url().split("/").at(-1));
    });
    await button(page, "End all others").click();
    await dialog().getByRole("button", { name: "End all others" }).click();
    await page.getByText("Ending all other sessions.").waitFor();
    await button(page, "Sign out").click();
    await page.getByText("You are signed out.").waitFor();
    expect(asked).toEqual(["session.revokeOthers", "session.signOut"]);
  });

  it("shows nothing and ends nothing of whoever is signed in after it, by another tab", async () => {
    await button(page, "End all others").click();
    await dialog().getByRole("button", { name: "End all others" }).click();
    await page.getByText("Ending all other sessions.").waitFor();
    await anotherSignsIn();
    await page.getByText("+1415•••••99").waitFor();
    await expect
      .poll(() => devices().allTextContents())
      .toEqual([expect.stringMatching(/^Edge on Windows/), expect.stringMatching(/^Edge on Windows/)]);
    await page.getByText("Nothing was ended.").waitFor();
    await page.clock.runFor(11_000);
    expect(calls).toEqual([]);
  });

  it("is not the one to be deleted any more when another tab has signed in somebody else", async () => {
    await page.getByRole("link", { name: "Delete my account" }).click();
    await page.getByText("Enter the code for +1 415 555 0132").waitFor();
    await anotherSignsIn();
    await page.getByText("Enter the code for +1 415 555 0199").waitFor();
    expect(await page.getByText("+1 415 555 0132").count()).toBe(0);
  });
});
