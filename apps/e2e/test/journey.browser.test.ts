import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import {
  chooseCountry,
  codeField,
  codeOnDevelopmentPhone,
  lastUseCode,
  newPerson,
  requestCode,
  useUpTries,
} from "./support/person.ts";

const SMALL = { width: 390, height: 844 };

inBrowser("signing in with a browser", (running) => {
  it.each([
    ["98765 43210", "India", "+91 98765 43210", "+9198••••••10", { width: 390, height: 844 }],
    ["(415) 555-0132", "United States", "+1 415 555 0132", "+1415•••••32", { width: 1280, height: 800 }],
    ["+91 98765-43211", "United States", "+91 98765 43211", "+9198••••••11", { width: 320, height: 640 }],
  ])(
    "goes from %s to the account, over a reload, and out again",
    async (typed, country, shown, masked, viewport) => {
      const { context, page, wrong } = await newPerson(running.browser, running.server.url, viewport);
      await page.goto(running.server.url);
      await chooseCountry(page, country);
      await page.getByLabel("Phone number").fill(typed);
      await page.getByRole("button", { name: "Continue" }).click();

      await page.waitForURL(/\/otp\?phone=/);
      await page.getByText(shown).first().waitFor();
      const code = await codeOnDevelopmentPhone(page);
      await codeField(page).fill(code);
      await page.getByRole("button", { name: "Sign in" }).click();

      await page.waitForURL(`${running.server.url}/account`);
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
      await page.goto(`${running.server.url}/account`);
      await page.getByLabel("Phone number").waitFor();
      expect(wrong).toEqual([]);
      await context.close();
    },
  );

  it("takes the code by a click on the message, by paste with a space, and from a whole message", async () => {
    const { context, page, wrong } = await newPerson(running.browser, running.server.url);
    await requestCode(page, running.server.url, "+14155550140");
    const code = await codeOnDevelopmentPhone(page);
    const field = codeField(page);
    await lastUseCode(page).click();
    expect(await field.inputValue()).toBe(code);
    for (const text of [`${code.slice(0, 3)} ${code.slice(3)}`, `Your code is ${code}!`, ` ${code}\n`]) {
      await field.fill("");
      await paste(page, text);
      expect((await field.inputValue()).replaceAll(" ", "")).toBe(code);
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(`${running.server.url}/account`);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("takes the number and one press, and one more for a code that is filled in", async () => {
    const { context, page, wrong } = await newPerson(running.browser, running.server.url, SMALL);
    await page.addInitScript(() => {
      for (const kind of ["pointerdown", "keydown"]) {
        addEventListener(
          kind,
          () => sessionStorage.setItem("presses", `${Number(sessionStorage.presses ?? 0) + 1}`),
          true,
        );
      }
    });
    await page.goto(running.server.url);
    await page.locator("input[type=tel]:focus").waitFor();
    const answer = page.waitForResponse(/requestOtp/);
    // As a browser fills in: no key is pressed, and the field has the focus from the start.
    await page.keyboard.insertText("(415) 555-0142");
    await page.getByRole("button", { name: "Continue" }).click();
    const { result } = await (await answer).json();
    await page.locator('input[name="code"]:focus').waitFor();
    await page.keyboard.insertText(result.data.otp);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${running.server.url}/account`);
    expect(await page.evaluate(() => sessionStorage.presses)).toBe("2");
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("goes from the number to signing out by keyboard alone, in the reader's language", async () => {
    const { context, page, wrong } = await newPerson(running.browser, running.server.url);
    await page.goto(running.server.url);
    await page.locator("input[type=tel]:focus").waitFor();
    for (const key of ["Shift+Tab", "Enter"]) await page.keyboard.press(key);
    await page.keyboard.type("indi");
    for (const key of ["ArrowDown", "ArrowUp", "Enter"]) await page.keyboard.press(key);
    await page.keyboard.type("9876543212");
    await expect.poll(() => page.getByLabel("Phone number").inputValue()).toBe("98765 43212");
    await page.keyboard.press("Enter");
    const code = await codeOnDevelopmentPhone(page);
    await page.getByLabel("Language").selectOption("ar");
    await page.getByRole("heading", { name: "اكتب الرمز" }).waitFor();
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    await page.locator('input[name="code"]').focus();
    await page.keyboard.type(code.replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? digit));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "تسجيل الخروج" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("formats a number as it is typed, and leaves the caret where it is", async () => {
    const { context, page, wrong } = await newPerson(running.browser, running.server.url, SMALL);
    await page.goto(running.server.url);
    const field = page.getByLabel("Phone number");
    await field.pressSequentially("4155");
    await expect.poll(() => field.inputValue()).toBe("(415) 5");
    await field.pressSequentially("550132");
    expect(await field.inputValue()).toBe("(415) 555-0132");
    for (const key of ["Home", "ArrowRight", "ArrowRight", "Backspace"]) await page.keyboard.press(key);
    await page.keyboard.type("6");
    expect(await field.evaluate((input: HTMLInputElement) => [input.value, input.selectionStart])).toEqual([
      "(615) 555-0132",
      2,
    ]);
    await field.fill("+919876543210");
    await page.getByRole("button", { name: "Country: India +91" }).waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("says at the field what is wrong with a number, and keeps what was typed", async () => {
    const { context, page, wrong } = await newPerson(running.browser, running.server.url, SMALL);
    await page.goto(running.server.url);
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
    const { context, page, wrong } = await newPerson(running.browser, running.server.url, SMALL);
    await requestCode(page, running.server.url, "+14155550141");
    const code = await codeOnDevelopmentPhone(page);
    const field = codeField(page);
    await useUpTries(page, code);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("button", { name: "Send a new code" }).click();
    await field.fill(await codeOnDevelopmentPhone(page, 2));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${running.server.url}/account`);
    expect(wrong).toEqual([]);
    await context.close();
  });
});

async function paste(page: Page, text: string): Promise<void> {
  await codeField(page).focus();
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
