import { expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { walkStates } from "./support/page-states.ts";
import { patient } from "./support/patient.ts";

/** What a screen reader is told of the states that matter most, with the instants left out. */
const TREES: Record<string, string[]> = {
  number: [
    '- heading "Sign in" [level=1]',
    "- paragraph: Type your phone number. We’ll text you a code to sign in with.",
    "- text: Phone number",
    `- 'button "Country: United States +1"'`,
    '- textbox "Phone number"',
    "- paragraph: As you would write it, or with + and the country’s code.",
    '- button "Continue"',
    "- status",
    "- group: What we use your number for",
  ],
  "number-wrong": [
    '- heading "Sign in" [level=1]',
    "- paragraph: Type your phone number. We’ll text you a code to sign in with.",
    "- text: Phone number",
    `- 'button "Country: United States +1"'`,
    '- textbox "Phone number" [invalid]: "12"',
    "- alert: This can’t be a phone number. Check the digits and the country (United States).",
    '- button "Continue"',
    "- status",
    "- group: What we use your number for",
  ],
  code: [
    '- heading "Enter the code" [level=1]',
    "- paragraph:",
    "  - text: We sent it by SMS to",
    "  - strong: +1 415 555 0132",
    '- button "Change number"',
    "- text: Code",
    '- textbox "Code"',
    "- paragraph: 6 digits. The code works for 10 minutes, until (then).",
    '- button "Sign in"',
    '- button "Send again in (a while)" [disabled]',
    "- status: We sent you a message.",
  ],
  "code-wrong": [
    '- heading "Enter the code" [level=1]',
    "- paragraph:",
    "  - text: We sent it by SMS to",
    "  - strong: +1 415 555 0132",
    '- button "Change number"',
    "- text: Code",
    '- textbox "Code" [invalid]: "123456"',
    "- alert: This code is not right. 3 tries left.",
    '- button "Sign in"',
    '- button "Send again in (a while)" [disabled]',
    "- status",
  ],
  "account-confirm": [
    '- dialog "End the session of Safari on iOS?":',
    '  - heading "End the session of Safari on iOS?" [level=2]',
    "  - paragraph: Whoever uses it has to sign in again.",
    '  - button "End"',
    '  - button "Cancel"',
  ],
};

inBrowser("what a screen reader is told", (running) => {
  it("names everything once and in the order of reading", async () => {
    const page = patient(await running.browser.newPage({ locale: "en", reducedMotion: "reduce" }));
    const found: Record<string, string[]> = {};
    const focused: Record<string, string | undefined> = {};
    await walkStates(page, running.server.url, async (state) => {
      focused[state] = await page.evaluate(() => document.activeElement?.tagName);
      if (!TREES[state]) return;
      const part = page.locator(state === "account-confirm" ? "dialog" : "main section").first();
      found[state] = withoutInstants(await part.ariaSnapshot()).split("\n");
    });
    expect(found).toEqual(TREES);
    // Nobody is left at the start of a page by what they did.
    expect(Object.entries(focused).filter(([, tag]) => tag === "BODY")).toEqual([]);
    await page.close();
  });
});

function withoutInstants(tree: string): string {
  return tree.replace(/until \d+:\d+\s[AP]M/g, "until (then)").replace(/in \d+:\d\d/g, "in (a while)");
}
