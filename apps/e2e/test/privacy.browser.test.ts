import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { patient } from "./support/patient.ts";

const MASKED = /\+\d+•+\d\d/;

inBrowser("what a browser keeps and shows", (running) => {
  /** A page that is signed in, by calls from the page itself; with all that it asked of others or was forbidden. */
  async function signedIn(phoneNumber: string) {
    const context = await running.browser.newContext({ locale: "en-US" });
    const elsewhere = watch(context, running.server.url);
    const page = patient(await context.newPage());
    await page.goto(running.server.url);
    const otp = await page.evaluate(async (number) => {
      const headers = { "content-type": "application/json" };
      const post = async (path: string, body: object) =>
        (await fetch(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
      const { otp } = await post("/api/auth/otp/request", { phoneNumber: number });
      await post("/api/auth/otp/verify", { phoneNumber: number, otp });
      return String(otp);
    }, phoneNumber);
    await page.goto(`${running.server.url}/account`);
    await page.getByText(MASKED).first().waitFor();
    return { context, page, otp, elsewhere };
  }

  it("has no credential and no code within reach of scripts, and asks nothing of anybody else", async () => {
    const { context, page, otp, elsewhere } = await signedIn("+14155550132");
    const reachable = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
    );
    expect(JSON.parse(reachable)[0]).toBe("");
    const cookies = await context.cookies();
    expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([]);
    for (const secret of [otp, ...cookies.map(({ value }) => value)]) expect(reachable).not.toContain(secret);
    expect(reachable).not.toMatch(/Fe26|Bearer|[\da-f-]{36}\.[\w-]{43}/);
    await page.goto(`${running.server.url}/api/docs`);
    await page.getByText("/auth/otp/request").first().waitFor();
    expect(elsewhere).toEqual([]);
    await context.close();
  });

  it("wears the page's one style sheet, and none that somebody puts into the page or lays beside it", async () => {
    const context = await running.browser.newContext({ locale: "en-US" });
    const page = patient(await context.newPage());
    await page.goto(running.server.url);
    const looks = () =>
      page.evaluate(() => [
        getComputedStyle(document.body).paddingTop,
        getComputedStyle(document.body).color,
      ]);
    const before = await looks();
    expect(before[1]).toBe("rgb(23, 26, 24)");
    const refused = await page.evaluate(async () => {
      const link = Object.assign(document.createElement("link"), {
        rel: "stylesheet",
        href: "/api/docs/swagger-ui.css",
      });
      const ended = new Promise((resolve) => {
        for (const kind of ["load", "error"]) link.addEventListener(kind, () => resolve(kind));
      });
      const style = document.createElement("style");
      style.textContent = "body { color: red !important; padding-top: 9px !important }";
      document.head.append(style, link);
      return ended;
    });
    expect([refused, await looks()]).toEqual(["error", before]);
    await context.close();
  });

  it("shows nothing of the account after signing out, by the back button neither", async () => {
    const { context, page } = await signedIn("+14155550133");
    await page
      .getByRole("button", { name: /sign out/i })
      .first()
      .click();
    await expect.poll(() => sessionStatus(page)).toBe(401);
    await page.goto(`${running.server.url}/`);
    for (const step of ["back", "back", "forward"] as const) {
      await (step === "back" ? page.goBack() : page.goForward());
      await page.waitForLoadState("networkidle");
      expect(await page.locator("body").textContent()).not.toMatch(MASKED);
    }
    expect((await context.cookies()).filter(({ name }) => name === "session")).toEqual([]);
    await context.close();
  });

  it("lets a page of another origin, a neighbour with our cookies included, change nothing and read nothing", async () => {
    const { context, page } = await signedIn("+14155550134");
    await using attacker = await startPages(attackPage(running.server.url));
    for (const host of ["localhost", "127.0.0.1"]) {
      const attack = await context.newPage();
      await attack.goto(`http://${host}:${attacker.port}/`);
      await attack.waitForFunction(() => document.title.startsWith("done"));
      expect(await attack.title()).toBe("done: blocked blocked blocked blocked");
      await attack.getByRole("button", { name: "free prize" }).click();
      await attack.waitForURL(`${running.server.url}/api/auth/sign-out`);
      expect(await attack.locator("body").textContent()).toContain("FORBIDDEN");
      await attack.close();
    }
    expect(await sessionStatus(page)).toBe(200);
    await context.close();
  });
});

function sessionStatus(page: Page): Promise<number> {
  return page.evaluate(async () => (await fetch("/api/auth/session")).status);
}

/** Notes requests to elsewhere, and what the content security policy forbade. */
function watch(context: BrowserContext, url: string): string[] {
  const found: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) found.push(request.url());
  });
  context.on("console", (message) => {
    if (/Content Security Policy|Permissions-Policy/i.test(message.text())) found.push(message.text());
  });
  return found;
}

/** Calls with cookies, with a token, and without a preflight; then a form, which a click sends. */
function attackPage(target: string): string {
  return `<!doctype html><title>wait</title>
    <form method="post" enctype="multipart/form-data" action="${target}/api/auth/sign-out"><button>free prize</button></form>
    <script type="module">
      const json = { "content-type": "application/json" };
      const call = (path, options) =>
        fetch("${target}" + path, { credentials: "include", ...options }).then(({ type }) => type, () => "blocked");
      const found = [
        await call("/api/auth/sign-out", { method: "POST", headers: json, body: "{}" }),
        await call("/api/auth/session"),
        await call("/api/auth/session", { headers: { authorization: "Bearer x" } }),
        await call("/trpc/session.signOut", { method: "POST", mode: "no-cors" }),
      ];
      document.title = "done: " + found.join(" ");
    </script>`;
}

async function startPages(page: string) {
  const pages = createServer((_req, res) => res.setHeader("content-type", "text/html").end(page));
  pages.listen(0);
  await once(pages, "listening");
  return {
    port: (pages.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      pages.closeAllConnections();
      await new Promise((resolve) => pages.close(resolve));
    },
  };
}
