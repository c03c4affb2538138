import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { newPerson } from "./support/person.ts";

const react = fileURLToPath(new URL("../../../packages/react/", import.meta.url));
const exampleOf = (file: string) => join(react, "examples", file);
const linesOf = (file: string) =>
  readFileSync(exampleOf(file), "utf8")
    .split("\n")
    .filter((line) => line.trim());

inBrowser("the examples for other apps", (running) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixdigit-examples-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("signs in with the component, in four lines", async () => {
    expect(linesOf("four-lines.tsx")).toHaveLength(4);
    const page = await open("four-lines.tsx", "SignInPage");
    await page.getByLabel("Phone number").fill("+1 415 555 0170");
    const answer = page.waitForResponse(/requestOtp/);
    await page.getByRole("button", { name: "Continue" }).click();
    const { result } = await (await answer).json();
    await page.getByLabel("Code", { exact: true }).fill(result.data.otp);
    const verified = page.waitForResponse(/verifyOtp/);
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await verified).status()).toBe(200);
  });

  it("signs in on a page of one's own over the hook, in forty lines", async () => {
    expect(linesOf("own-page.tsx").length).toBeLessThanOrEqual(40);
    const page = await open("own-page.tsx", "OwnPage");
    await page.getByLabel("Phone number").fill("(415) 555-0171");
    const answer = page.waitForResponse(/requestOtp/);
    await page.getByRole("button", { name: "Continue" }).click();
    const { result } = await (await answer).json();
    expect(await page.getByRole("button", { name: /Send again \d+/ }).isDisabled()).toBe(true);
    await page.getByLabel("Code for +14155550171").fill("1");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("CODE_INCOMPLETE").waitFor();
    await page.getByLabel("Code for +14155550171").fill(result.data.otp);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Hello, +1415•••••71!").waitFor();
  });

  /** Builds an app around an example, and opens it under the server's own address. */
  async function open(file: string, name: string): Promise<Page> {
    const out = join(folder, name);
    await buildApp(file, name, out);
    const { page } = await newPerson(running.browser, running.server.url);
    await page.route(`${running.server.url}/example/**`, (route) => {
      const path = join(out, new URL(route.request().url()).pathname.replace("/example/", ""));
      return existsSync(path) ? route.fulfill({ path }) : route.abort();
    });
    await page.goto(`${running.server.url}/example/index.html`);
    return page;
  }

  async function buildApp(file: string, name: string, out: string): Promise<void> {
    const web = fileURLToPath(new URL("../../web/", import.meta.url));
    const entry = join(folder, `${name}.js`);
    const lines = [
      'import { createElement } from "react";',
      'import { createRoot } from "react-dom/client";',
      `import { ${name} } from ${JSON.stringify(exampleOf(file))};`,
      `createRoot(document.getElementById("root")).render(createElement(${name}));`,
    ];
    await writeFile(entry, lines.join("\n"));
    const page = join(folder, "index.html");
    await writeFile(
      page,
      `<!doctype html><div id="root"></div><script type="module" src="./${name}.js"></script>`,
    );
    await build({
      root: folder,
      base: "/example/",
      configFile: false,
      logLevel: "error",
      resolve: {
        alias: {
          "@sixdigit/react": join(react, "src/index.ts"),
          "react-dom": join(web, "node_modules/react-dom"),
          react: join(web, "node_modules/react"),
          "@trpc/client": join(web, "node_modules/@trpc/client"),
        },
      },
      build: { outDir: out, rolldownOptions: { input: page } },
    });
  }
});
