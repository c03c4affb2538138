import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import {
  button,
  codeField,
  codeOnDevelopmentPhone,
  lastUseCode,
  newPerson,
  newTab,
  type Person,
  requestCode,
  useUpTries,
  wrongOf,
} from "./support/person.ts";

inBrowser("the code step in a browser", (running) => {
  let person: Person;
  let page: Page;
  beforeEach(async () => {
    person = await newPerson(running.browser, running.server.url);
    page = person.page;
    return async () => {
      await person.context.close();
      expect(person.wrong).toEqual([]);
    };
  });

  it("signs two tabs in with two numbers, each with its own code", async () => {
    const other = await newTab(person, running.server.url);
    await requestCode(page, running.server.url, "+14155550150");
    await requestCode(other, running.server.url, "+14155550151");
    for (const tab of [page, other]) {
      await codeField(tab).fill(await codeOnDevelopmentPhone(tab));
      await button(tab, "Sign in").click();
      await expectSignedIn(tab);
    }
    // The browser has one session: the tab that signed in first says whose it is now.
    for (const tab of [page, other]) await tab.getByText("+1415•••••51").waitFor();
  });

  it("sends each of two tabs its own message again", async () => {
    await page.clock.install();
    await requestCode(page, running.server.url, "+14155550152");
    const code = await codeOnDevelopmentPhone(page);
    await requestCode(await newTab(person, running.server.url), running.server.url, "+14155550153");
    await page.clock.fastForward(31_000);
    // The server's own clock has not moved on: that it is too soon says that it found the challenge.
    await button(page, "Send again").click();
    await page.getByText("A message was just sent.").waitFor();
    await codeField(page).fill(code);
    await page.keyboard.press("Enter");
    await expectSignedIn(page);
  });

  it("keeps no challenge where the page's storage or its address could show it", async () => {
    const answer = page.waitForResponse(/requestOtp/);
    await requestCode(page, running.server.url, "+14155550154");
    const { result } = await (await answer).json();
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href]));
    expect(kept).toContain("+14155550154");
    expect(kept).not.toContain(result.data.challengeId);
  });

  it("takes the next code by keyboard after a wrong one, and draws the field as wrong until then", async () => {
    await requestCode(page, running.server.url, "+14155550155");
    const code = await codeOnDevelopmentPhone(page);
    await page.keyboard.type(wrongOf(code));
    await page.keyboard.press("Enter");
    await page.getByText(/4 tries left/).waitFor();
    const bad = await colourOf(page, "--bad");
    await expect.poll(() => fieldColours(page)).toEqual({ border: bad, outline: bad, hasFocus: true });
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await expectSignedIn(page);
  });

  it("leaves a code that is too short to be typed on", async () => {
    await requestCode(page, running.server.url, "+14155550156");
    const code = await codeOnDevelopmentPhone(page);
    await page.keyboard.type(code.slice(0, 5));
    await page.keyboard.press("Enter");
    await page.getByText("Type the 6 digits of the code.").waitFor();
    await page.keyboard.type(code.slice(5));
    expect(await codeField(page).inputValue()).toBe(code);
  });

  it("claims no message where none was sent from this browser, and offers one", async () => {
    await page.goto(`${running.server.url}/otp?phone=%2B14155550157`);
    await page.getByText("Enter the code for +14155550157").waitFor();
    expect(await page.getByText(/We sent/).count()).toBe(0);
    await button(page, "Send a code").click();
    await page.getByText("We sent it by SMS to +14155550157").waitFor();
    await lastUseCode(page).click();
    await page.keyboard.press("Enter");
    await expectSignedIn(page);
  });

  it("says one thing about a code that has expired", async () => {
    await page.clock.install();
    await requestCode(page, running.server.url, "+14155550158");
    await page.clock.fastForward(31_000);
    await page.getByText("No message yet?").waitFor();
    await page.clock.fastForward(600_000);
    await page.getByText("This code has expired. Send a new code to go on.").waitFor();
    expect(await page.getByText("No message yet?").count()).toBe(0);
    expect(await button(page, "Send a new code").count()).toBe(1);
  });

  it("still knows after a reload that only a new code helps", async () => {
    await requestCode(page, running.server.url, "+14155550159");
    await useUpTries(page, await codeOnDevelopmentPhone(page));
    await page.reload();
    await page.getByText("This code can no longer be used. Send a new code to go on.").waitFor();
    await button(page, "Send a new code").click();
    await page.getByText("We sent a new code. The earlier one no longer works.").waitFor();
    await codeField(page).fill(await codeOnDevelopmentPhone(page, 2));
    await page.keyboard.press("Enter");
    await expectSignedIn(page);
  });

  it("offers a new code at once where the cookie knows of another number only", async () => {
    await page.clock.install();
    await requestCode(page, running.server.url, "+14155550160");
    await requestCode(await newTab(person, running.server.url), running.server.url, "+14155550161");
    await page.reload();
    await page.clock.fastForward(31_000);
    await button(page, "Send again").click();
    await page.getByText("There is no open code to send again.").waitFor();
    await page.reload();
    await button(page, /^Send a new code$/).click();
    await codeField(page).fill(await codeOnDevelopmentPhone(page, 2));
    await page.keyboard.press("Enter");
    await expectSignedIn(page);
  });

  it("offers a new code at once where the server no longer knows the one that is typed", async () => {
    await requestCode(page, running.server.url, "+14155550162");
    const code = await codeOnDevelopmentPhone(page);
    await page.route(/verifyOtp/, (route) => {
      const { challengeId, ...known } = route.request().postDataJSON();
      return route.continue({
        postData: JSON.stringify({ ...known, challengeId: challengeId?.replace(/^.{8}/, "forgotten") }),
      });
    });
    await codeField(page).fill(code);
    await page.keyboard.press("Enter");
    await page.getByText("This code can no longer be used. Send a new code to go on.").waitFor();
    expect(await button(page, /^Send a new code$/).getAttribute("aria-disabled")).toBeNull();
  });

  it("shows the account of whoever another tab signs in to next, without the greeting of the one before", async () => {
    const other = await newTab(person, running.server.url);
    await other.goto(running.server.url);
    await requestCode(page, running.server.url, "+14155550164");
    await lastUseCode(page).click();
    await page.keyboard.press("Enter");
    await page.getByText("Welcome! You are signed in.").waitFor();
    await other.getByLabel("Phone number").fill("+14155550165");
    await other.keyboard.press("Enter");
    await lastUseCode(other).click();
    await other.keyboard.press("Enter");
    await page.getByText("+1415•••••65").first().waitFor();
    await expect.poll(() => page.getByText("You are signed in.").count()).toBe(0);
  });

  it("greets above the account, covers nothing of it, and forgets the greeting when it signs out", async () => {
    await requestCode(page, running.server.url, "+14155550163");
    await lastUseCode(page).click();
    await page.keyboard.press("Enter");
    await page.getByRole("main").getByText("Welcome! You are signed in.").waitFor();
    await page.locator("main li").nth(1).waitFor();
    expect(await coveredParts(page)).toEqual([]);
    await button(page, "Sign out").click();
    await page.getByText("You are signed out.").waitFor();
    await expect
      .poll(() => page.getByRole("status").filter({ hasText: "signed" }).allTextContents(), {
        timeout: 1_500,
      })
      .toEqual(["You are signed out."]);
  });
});

/** Of what is in view, that which lies under something else. */
function coveredParts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main :is(h1, h2, p, dd, li, button)")]
      .filter((each) => {
        const { left, top, width, height } = each.getBoundingClientRect();
        const shown = document.elementFromPoint(left + width / 2, top + height / 2);
        return shown && !each.contains(shown) && !shown.contains(each);
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  );
}

async function expectSignedIn(page: Page): Promise<void> {
  await page.getByText("Signed in since").waitFor();
  expect(new URL(page.url()).pathname).toBe("/account");
}

/** A colour of the theme as the browser computes it. */
function colourOf(page: Page, variable: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, variable);
}

/** Of the last of the drawn boxes, and whether the field over them has the focus. */
function fieldColours(page: Page) {
  return codeField(page).evaluate((field) => {
    const box = document.querySelector(".sixdigit-boxes > :last-child") ?? field;
    const { borderTopColor, outlineColor } = getComputedStyle(box);
    return { border: borderTopColor, outline: outlineColor, hasFocus: document.activeElement === field };
  });
}
