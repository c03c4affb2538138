import type { Page } from "playwright-core";
import { answerAs, answerAsSignedIn, sentAnswer } from "./answers.ts";

type Visit = (state: string) => Promise<unknown>;

const phoneField = (page: Page) => page.locator("input[type=tel]");
const codeField = (page: Page) => page.locator('input[name="code"]');
const primary = (page: Page) => page.locator("button[type=submit]");
const alert = (page: Page) => page.getByRole("alert").first().waitFor();

/**
 * Walks through every state that the pages have, in whatever language they speak, and calls `visit` in each. The server's
 * answers are made up, so that no state depends on time or limits.
 */
export async function walkStates(page: Page, url: string, visit: Visit): Promise<void> {
  await stepOfTheNumber(page, url, visit);
  await stepOfTheCode(page, visit);
  await account(page, url, visit);
  await page.goto(`${url}/nowhere`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await visit("not-found");
}

async function stepOfTheNumber(page: Page, url: string, visit: Visit): Promise<void> {
  await page.goto(url);
  await phoneField(page).waitFor();
  await page.getByRole("complementary").waitFor();
  await visit("number");
  await page.locator(".sixdigit-country").click();
  await page.getByRole("listbox").waitFor();
  await visit("number-countries");
  await page.keyboard.press("Escape");
  await page
    .locator("details")
    .first()
    .click({ position: { x: 20, y: 8 } });
  await visit("number-about");
  await page
    .locator("details")
    .first()
    .click({ position: { x: 20, y: 8 } });

  await phoneField(page).fill("12");
  await primary(page).click();
  await alert(page);
  await visit("number-wrong");

  await phoneField(page).fill("+14155550132");
  const refusals: [string, Parameters<typeof answerAs>[2]][] = [
    ["number-limited", { refusal: { authCode: "RATE_LIMITED", httpStatus: 429, retryAfterSeconds: 700 } }],
    ["number-unavailable", { refusal: { authCode: "UNAVAILABLE", httpStatus: 503, retryAfterSeconds: 5 } }],
    ["number-unreachable", "cut"],
  ];
  for (const [state, answer] of refusals) {
    await answerAs(page, "auth.requestOtp", answer);
    await primary(page).click();
    await alert(page);
    await visit(state);
  }
  await answerAs(page, "auth.requestOtp", {
    refusal: { authCode: "PROOF_REQUIRED", httpStatus: 403, proof },
  });
  await primary(page).click();
  await page.locator('.sixdigit-status [role="status"]:not(:empty)').waitFor();
  await visit("number-proof");
  await page.reload();
  await answerAs(page, "auth.requestOtp", "never");
  await primary(page).click();
  await page.locator('.sixdigit-status [role="status"]:not(:empty)').waitFor();
  await visit("number-slow");
  await page.reload();
}

/** Nobody finds this one soon. */
const proof = {
  algorithm: "SHA-256",
  challenge: "0".repeat(64),
  salt: "salt",
  signature: "signature",
  maxnumber: 1e9,
};

async function stepOfTheCode(page: Page, visit: Visit): Promise<void> {
  await answerAs(page, "auth.requestOtp", codeSent());
  await answerAs(page, "auth.resendOtp", codeSent());
  await primary(page).click();
  await codeField(page).waitFor();
  await visit("code");
  await codeField(page).fill("123");
  await visit("code-half");
  await answerAs(page, "auth.verifyOtp", wrongCode(3));
  await codeField(page).fill("123456");
  await primary(page).click();
  await alert(page);
  await visit("code-wrong");
  await answerAs(page, "auth.verifyOtp", wrongCode(0));
  await primary(page).click();
  await page.locator(".sixdigit-button.sixdigit-primary[type=button]").waitFor();
  await visit("code-spent");
  for (const sends of [2, 3]) {
    await answerAs(page, "auth.requestOtp", codeSent());
    await page.locator(".sixdigit-button[type=button]").click();
    await page.waitForFunction(
      (count) => sessionStorage["sixdigit.code-timing"]?.includes(`"sends":${count}`),
      sends,
    );
    if (sends === 3) break;
    await codeField(page).fill("123456");
    await primary(page).click();
    await page.locator(".sixdigit-button.sixdigit-primary[type=button]").waitFor();
  }
  await page.locator("details[open]").waitFor();
  await visit("code-help");
}

/** No countdown ends in the middle of a state, however slow the machine is. */
const codeSent = () => sentAnswer(6, 590);

const wrongCode = (attemptsLeft: number) => ({
  refusal: { authCode: "CODE_INVALID", httpStatus: 401, attemptsLeft },
});

async function account(page: Page, url: string, visit: Visit): Promise<void> {
  await answerAsSignedIn(page);
  await codeField(page).fill("123456");
  await primary(page).click();
  await page.locator("li").nth(5).waitFor();
  await visit("account-welcome");
  await page.reload();
  await page.locator("li").nth(5).waitFor();
  await visit("account");
  await page.locator('a[href="/account/delete"]').click();
  await codeField(page).waitFor();
  await visit("account-delete");
  await page.locator(".sixdigit-link").click();
  await page.locator("li").nth(5).waitFor();
  await page.locator("li button").first().click();
  await page.getByRole("dialog").waitFor();
  await visit("account-confirm");
  await page.getByRole("dialog").getByRole("button").first().click();
  await page.locator("li").nth(5).waitFor({ state: "detached" });
  await visit("account-undo");
  await answerAs(page, "session.list", { refusal: { authCode: "UNAVAILABLE", httpStatus: 503 } });
  await page.reload();
  await alert(page);
  await visit("account-part-failed");
  await answerAs(page, "session.list", { refusal: { authCode: "UNAUTHENTICATED", httpStatus: 401 } });
  await page.getByRole("alert").getByRole("button").click();
  await phoneField(page).waitFor();
  await visit("session-ended");
  await answerAs(page, "session.current", "cut");
  await page.goto(`${url}/account`);
  await primaryHeading(page);
  await visit("unreachable");
}

const primaryHeading = (page: Page) => page.locator("main h1").waitFor();
