import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { answerAs, answerAsSignedIn, sentAnswer } from "./support/answers.ts";
import { inBrowser } from "./support/in-browser.ts";
import { button, codeField, newPerson, type Person } from "./support/person.ts";
import { startServer } from "./support/server-process.ts";

inBrowser("when things go wrong", (running) => {
  let person: Person;
  let page: Page;
  beforeEach(async () => {
    person = await newPerson(running.browser, running.server.url, { width: 390, height: 800 });
    page = person.page;
    await page.goto(running.server.url);
    return async () => {
      await person.context.close();
      expect(person.wrong).toEqual([]);
    };
  });

  const number = () => page.getByLabel("Phone number");

  it("says so without a network, keeps what is typed, and goes on when it is back", async () => {
    await number().fill("4155550132");
    await person.context.setOffline(true);
    await page.getByText("You are offline. What you typed stays here.").waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByText("You are offline. Nothing is lost: try again when the connection is back.")
      .waitFor();
    expect(await number().inputValue()).toMatch(/415.*0132/);
    await person.context.setOffline(false);
    await page.keyboard.press("Enter");
    await codeField(page).waitFor();
  });

  it.each([
    [
      { authCode: "RATE_LIMITED", httpStatus: 429, retryAfterSeconds: 700 },
      "Wait 12 minutes, then try again.",
    ],
    [{ authCode: "UNAVAILABLE", httpStatus: 503, retryAfterSeconds: 5 }, "The service is not available"],
    [{ authCode: "SEND_FAILED", httpStatus: 502 }, "The message could not be sent."],
    [{ authCode: "INTERNAL", httpStatus: 500 }, "tell us this id: 0190c0de"],
    [{ authCode: "PHONE_NOT_ALLOWED", httpStatus: 403 }, "We can’t send messages to this number."],
  ])("has words and a way on for %j", async (refusal, words) => {
    await answerAs(page, "auth.requestOtp", { refusal });
    await number().fill("+1 415 555 0133");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    expect([
      await number().inputValue(),
      await number().evaluate((field) => field === document.activeElement),
    ]).toEqual(["+1 415 555 0133", true]);
    await answerAs(page, "auth.requestOtp", sentAnswer());
    await button(page, "Continue").click();
    await codeField(page).waitFor();
  });

  it("shows work after 300 ms and says when it takes long, and nothing moves", async () => {
    await answerAs(page, "auth.requestOtp", "never");
    await number().fill("+1 415 555 0134");
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("main button, main input, main summary")].map((each) =>
          JSON.stringify(each.getBoundingClientRect()),
        ),
      );
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    const before = await places();
    await page.keyboard.press("Enter");
    await page.locator('[aria-busy="true"]').waitFor();
    await page.clock.runFor(250);
    expect(await page.getByText("Sending the code…").count()).toBe(0);
    await page.clock.runFor(100);
    await page.getByText("Sending the code…").waitFor();
    expect(await places()).toEqual(before);
    await page.clock.runFor(5_000);
    await page.getByText("This takes longer than usual. We are still trying.").waitFor();
    expect(await places()).toEqual(before);
  });

  it("sends one message for a double click, and checks a code once for Enter twice", async () => {
    const calls: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("Otp")) calls.push(new URL(request.url()).pathname);
    });
    await number().fill("+1 415 555 0135");
    await button(page, "Continue").dblclick();
    await button(page, "Use code").click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    expect(calls).toEqual(["/trpc/auth.requestOtp", "/trpc/auth.verifyOtp"]);
  });

  it("goes back to the number with the back button, and forward to the code", async () => {
    await number().fill("+1 415 555 0136");
    await page.keyboard.press("Enter");
    await codeField(page).waitFor();
    await page.goBack();
    expect(await number().inputValue()).toBe("+1 415 555 0136");
    await page.goForward();
    await page.getByText("We sent it by SMS to").waitFor();
    expect(await page.title()).toBe("Enter the code · Sixdigit");
  });

  it("changes the number without a new wait, and comes back to a code that is under way", async () => {
    await number().fill("+1 415 555 0137");
    await page.keyboard.press("Enter");
    await codeField(page).waitFor();
    await button(page, "Change number").click();
    expect(await number().inputValue()).toBe("+1 415 555 0137");
    await number().fill("+1 415 555 0138");
    await page.keyboard.press("Enter");
    await page.getByText("+1 415 555 0138").first().waitFor();
    await button(page, "Change number").click();
    await number().fill("+1 415 555 0137");
    await page.keyboard.press("Enter");
    await page.getByText("+1 415 555 0137").first().waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("counts down by the server's time over a reload, and speaks at its ends only", async () => {
    await page.clock.install();
    await answerAs(page, "auth.requestOtp", sentAnswer());
    await number().fill("+1 415 555 0139");
    await page.keyboard.press("Enter");
    const status = page.locator('.sixdigit-status [role="status"]');
    await page.getByText("We sent you a message.").waitFor();
    await page.clock.runFor(10_000);
    expect(await status.textContent()).toBe("We sent you a message.");
    await button(page, /Send again in 0:(20|1\d)/).waitFor();
    await page.reload();
    expect(await button(page, "Send again in").textContent()).toMatch(/0:(20|1\d)/);
    expect(await status.textContent()).toBe("");
    await page.clock.runFor(21_000);
    expect(await status.textContent()).toBe("No message yet? You can send it again now.");
  });

  it("takes a press during which the button gets another name", async () => {
    await page.clock.install();
    await answerAs(page, "auth.requestOtp", sentAnswer());
    await number().fill("+1 415 555 0145");
    await page.keyboard.press("Enter");
    await button(page, "Send again in").hover();
    await page.mouse.down();
    await page.clock.runFor(31_000);
    await button(page, /^Send again$/).waitFor();
    const asked = page.waitForRequest(/resendOtp|requestOtp/);
    await page.mouse.up();
    expect((await asked).method()).toBe("POST");
  });

  it("takes the length of the code from the server", async () => {
    await answerAs(page, "auth.requestOtp", sentAnswer(8));
    await number().fill("+1 415 555 0140");
    await page.keyboard.press("Enter");
    await page.getByText("8 digits. The code works for 10 minutes").waitFor();
    await codeField(page).fill("1234 5678 9");
    expect(await codeField(page).inputValue()).toBe("12345678");
    expect(await page.locator(".sixdigit-boxes > [data-filled]").count()).toBe(8);
  });

  it("works a proof out in a worker, says so, and gives it with the same request", async () => {
    const salt = "0123456789";
    const challenge = createHash("sha256").update(`${salt}777`).digest("hex");
    const proof = { algorithm: "SHA-256", challenge, salt, signature: "s", maxnumber: 1_000 };
    await answerAs(page, "auth.requestOtp", {
      refusal: { authCode: "PROOF_REQUIRED", httpStatus: 403, proof },
    });
    await number().fill("+1 415 555 0141");
    const again = page.waitForRequest((request) => (request.postData() ?? "").includes('"proof"'));
    await page.keyboard.press("Enter");
    const given = JSON.parse(atob((await again).postDataJSON().proof));
    expect(given).toMatchObject({ algorithm: "SHA-256", challenge, salt, signature: "s", number: 777 });
    await page.getByText("The security check did not work. Try again.").waitFor();
    await answerAs(page, "auth.requestOtp", {
      refusal: {
        authCode: "PROOF_REQUIRED",
        httpStatus: 403,
        proof: { ...proof, challenge: "0", maxnumber: 1e9 },
      },
    });
    await page.keyboard.press("Enter");
    await page.getByText("your device is doing a short security check").waitFor();
    // The page itself is free meanwhile.
    await page.locator("summary").click();
    await page.getByText("To sign you in, and for nothing else.").waitFor();
  });

  it("gives the server the proof that it really asks for, and goes on to the code", async () => {
    await using careful = await startServer({ PROOF_POLICY: "always" });
    const own = await newPerson(running.browser, careful.url);
    page = own.page;
    await page.goto(careful.url);
    const statuses: number[] = [];
    page.on("response", (response) => {
      if (response.url().includes("requestOtp")) statuses.push(response.status());
    });
    await number().fill("+1 415 555 0190");
    await page.keyboard.press("Enter");
    await codeField(page).waitFor();
    expect([statuses, own.wrong]).toEqual([[403, 200], []]);
    await own.context.close();
  });

  it("says that a session ended elsewhere, and leads to signing in", async () => {
    await answerAsSignedIn(page);
    await page.goto(`${running.server.url}/account`);
    await page.getByText("Safari on iOS").first().waitFor();
    await answerAs(page, "session.signOut", { refusal: { authCode: "UNAVAILABLE", httpStatus: 503 } });
    await button(page, "Sign out").click();
    await page.getByText("The service is not available for a moment.").waitFor();
    await answerAs(page, "session.current", { refusal: { authCode: "UNAUTHENTICATED", httpStatus: 401 } });
    await answerAs(page, "session.list", { refusal: { authCode: "UNAUTHENTICATED", httpStatus: 401 } });
    const other = await person.context.newPage();
    await other.goto(running.server.url);
    await other.evaluate(() => new BroadcastChannel("sixdigit.session").postMessage(""));
    await page.getByText("You were signed out here. Sign in to go on.").waitFor();
    await number().waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  it("stays signed in where the service cannot be asked, with a way to try again", async () => {
    await answerAs(page, "session.current", "cut");
    await page.goto(`${running.server.url}/account`);
    await page.getByRole("heading", { name: "The service does not answer" }).waitFor();
    await answerAsSignedIn(page);
    await button(page, "Try again").click();
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/account");
  });
});
