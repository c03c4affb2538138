import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../src/config.ts";
import { type PageSettings, pageSettings } from "../src/http/page-settings.ts";
import { builtWebApp } from "../src/http/web-app.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";
import { linkTo, writeBuild } from "./support/write-build.ts";

const settings: PageSettings = {
  name: "Sixdigit",
  color: undefined,
  logo: undefined,
  countries: undefined,
  codeLength: 6,
  inbox: true,
};

function settingsIn(page: string): Record<string, unknown> {
  return JSON.parse(
    /<script type="application\/json" id="settings">(.*?)<\/script>/.exec(page)?.[1] ?? "null",
  );
}

let dist: string;
beforeAll(async () => {
  dist = await writeBuild(["en", "hi"]);
});
afterAll(() => rm(dist, { recursive: true }));

describe("the built web app", () => {
  it("says how to build it where there is no build", () => {
    expect(() => builtWebApp(join(dist, "nowhere"), settings)).toThrow(
      "The web app is not built: run `npx -y pnpm@12 build` first.",
    );
  });

  it("is the same page at every path of its own, always asked for again", async () => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    for (const path of ["/", "/otp?phone=%2B14155550132", "/account"]) {
      const { status, headers, body } = await httpClient(app.url).get(path);
      expect([status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
        200,
        "private, no-cache",
        "text/html; charset=utf-8",
      ]);
      expect(body).toContain("<title>Sixdigit</title>");
    }
  });

  it("brings its settings in a block that no browser runs and no value can end", async () => {
    const name = "</script><b>&";
    await using app = await startApp({}, { web: builtWebApp(dist, { ...settings, name }) });
    const { body } = await httpClient(app.url).get("/");
    expect(body.match(/<\/script>/g)).toHaveLength(1);
    expect(body).toContain("<title>&lt;/script>&lt;b>&amp;</title>");
    expect(settingsIn(body)).toEqual({ ...settings, name, mayBeSignedIn: false });
  });

  it("lets the style sheet that stands in the page through by its hash, on every page, and no other", async () => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    const hash = createHash("sha256").update("p { color: red }").digest("base64");
    for (const path of ["/", "/otp?phone=%2B14155550132", "/account", "/nowhere"]) {
      const { headers } = await fetch(`${app.url}${path}`);
      expect(headers.get("content-security-policy")).toBe(
        `default-src 'self';script-src 'self';style-src 'sha256-${hash}';img-src 'self' data:;connect-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'`,
      );
    }
  });

  it("is packed for whoever reads brotli, and the same for whoever does not", async () => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    const pages: string[] = [];
    for (const [encodings, encoding] of [
      ["br, gzip", "br"],
      ["br", "br"],
      ["gzip", null],
    ] as const) {
      const page = await fetch(app.url, { headers: { "accept-encoding": encodings } });
      expect([page.headers.get("content-encoding"), page.headers.get("vary")]).toEqual([
        encoding,
        "cookie, accept-language, accept-encoding",
      ]);
      pages.push(await page.text());
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain("<p>en number inbox, Sixdigit, </p>");
  });

  it.each(["session=anything", "__Host-session=anything; other=1"])(
    "says that somebody may be signed in where there is a cookie (%s), and nothing of what is in it",
    async (cookie) => {
      await using app = await startApp({}, { web: builtWebApp(dist, settings) });
      const page = await fetch(app.url, { headers: { cookie } });
      const body = await page.text();
      expect(page.headers.get("vary")).toContain("cookie");
      expect(settingsIn(body).mayBeSignedIn).toBe(true);
      expect(body).not.toContain("anything");
    },
  );

  it.each([
    ["/", {}, "en number inbox"],
    ["/", { "accept-language": "de, hi-IN;q=0.9, en;q=0.5" }, "hi number inbox"],
    ["/", { "accept-language": "de" }, "en number inbox"],
    ["/", { "accept-language": "hi", cookie: "language=en" }, "en number inbox"],
    ["/", { cookie: "language=nonsense" }, "en number inbox"],
    ["/otp?phone=%2B14155550132", { cookie: "language=hi" }, "hi code inbox"],
    ["/account", {}, "en frame inbox"],
    ["/", { cookie: "session=anything" }, "en frame inbox"],
    ["/otp", { cookie: "session=anything; language=hi" }, "hi frame inbox"],
  ])("has at %s, for %j, the first view of %s", async (path, headers, view) => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    const page = await fetch(`${app.url}${path}`, { headers });
    const body = await page.text();
    expect(body).toContain(`<div id="root"><p>${view}, Sixdigit, </p></div>`);
    expect(body.includes(linkTo("hi"))).toBe(view.startsWith("hi"));
    expect(page.headers.get("vary")).toContain("accept-language");
  });

  it.each([
    [200, "hi", "br"],
    [15_000, "en", null],
  ])(
    "weighs languages and encodings of %i characters as %s and %s: lists longer than any browser's cost too much",
    async (length, language, encoding) => {
      await using app = await startApp({}, { web: builtWebApp(dist, settings) });
      const page = await fetch(app.url, { headers: { "accept-language": "hi".padEnd(length, ",de") } });
      expect(await page.text()).toContain(`<p>${language} number inbox`);
      const headers = { "accept-encoding": "br".padEnd(length, ",xx") };
      const script = await fetch(`${app.url}/assets/main-a1b2c3.js`, { headers });
      expect([script.status, script.headers.get("content-encoding")]).toEqual([200, encoding]);
    },
  );

  it("has the brand in its first view, as text that is nothing else", async () => {
    const brand = { ...settings, name: '<b>&"$&', logo: "/brand/logo.svg" };
    await using app = await startApp({}, { web: builtWebApp(dist, brand) });
    const { body } = await httpClient(app.url).get("/");
    expect(body).toContain("<p>en number logo inbox, &lt;b>&amp;&quot;$&amp;, /brand/logo.svg</p>");
  });

  it("takes the settings of the server", () => {
    expect(pageSettings(loadConfig({}))).toEqual(settings);
    const brand = { BRAND_COLOR: "#5b21b6", BRAND_LOGO_URL: "/brand/logo.svg", SERVICE_NAME: "Acme" };
    const config = loadConfig({ ...brand, SMS_ALLOWED_COUNTRIES: "US,IN", OTP_LENGTH: "8" });
    expect(pageSettings(config)).toEqual({
      name: "Acme",
      color: "#5b21b6",
      logo: "/brand/logo.svg",
      countries: ["IN", "US"],
      codeLength: 8,
      inbox: true,
    });
  });

  it.each([
    ["/assets/main-a1b2c3.js", "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"],
    ["/favicon.svg", "public, max-age=3600", "image/svg+xml"],
  ])("serves %s to be kept (%s)", async (path, cacheControl, type) => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    const { status, headers } = await httpClient(app.url).get(path);
    expect([status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
      200,
      cacheControl,
      type,
    ]);
  });

  it.each([
    ["br, gzip", "br"],
    ["gzip", null],
    ["identity", null],
  ])("serves a packed file to whoever reads it (%s)", async (encodings, packed) => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    const answer = await fetch(`${app.url}/assets/main-a1b2c3.js`, {
      headers: { "accept-encoding": encodings },
    });
    expect([
      answer.headers.get("content-encoding"),
      answer.headers.get("content-type"),
      answer.headers.get("vary")?.toLowerCase(),
      await answer.text(),
    ]).toEqual([packed, "text/javascript; charset=utf-8", "accept-encoding", "export {};"]);
  });

  it.each([
    "/assets/gone-000000.js",
    "/nothing.txt",
    "/.env",
    "/index.html.map",
    "/assets/..%2f..%2fpackage.json",
  ])("has nothing at %s", async (path) => {
    await using app = await startApp({}, { web: builtWebApp(dist, settings) });
    const { status, body } = await httpClient(app.url).get(path);
    expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
  });
});
