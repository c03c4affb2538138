import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtWebApp } from "../src/http/web-app.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

let dist: string;
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), "sixdigit-dist-"));
  await mkdir(join(dist, "assets"));
  await writeFile(join(dist, "index.html"), "<!doctype html><html><head><title>page</title></head></html>");
  await writeFile(join(dist, "assets", "main-a1b2c3.js"), "export {};");
  await writeFile(join(dist, "favicon.svg"), "<svg/>");
});
afterAll(() => rm(dist, { recursive: true }));

describe("the built web app", () => {
  it("says how to build it where there is no build", () => {
    expect(() => builtWebApp(join(dist, "nowhere"), { isProduction: false })).toThrow(
      "The web app is not built: run `npx -y pnpm@12 build` first.",
    );
  });

  it("is the same page at every path of its own, always asked for again", async () => {
    await using app = await startApp({}, { web: builtWebApp(dist, { isProduction: true }) });
    for (const path of ["/", "/otp?phone=%2B14155550132", "/account"]) {
      const { status, headers, body } = await httpClient(app.url).get(path);
      expect([status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
        200,
        "no-cache",
        "text/html; charset=utf-8",
      ]);
      expect(body).toContain("<title>page</title>");
      expect(body).not.toContain("sixdigit-mode");
    }
  });

  it("marks the page in development", async () => {
    await using app = await startApp({}, { web: builtWebApp(dist, { isProduction: false }) });
    const { body } = await httpClient(app.url).get("/");
    expect(body).toContain('<meta name="sixdigit-mode" content="development">');
  });

  it.each([
    ["/assets/main-a1b2c3.js", "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"],
    ["/favicon.svg", "public, max-age=3600", "image/svg+xml"],
  ])("serves %s to be kept (%s)", async (path, cacheControl, type) => {
    await using app = await startApp({}, { web: builtWebApp(dist, { isProduction: true }) });
    const { status, headers } = await httpClient(app.url).get(path);
    expect([status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
      200,
      cacheControl,
      type,
    ]);
  });

  it.each([
    "/assets/gone-000000.js",
    "/nothing.txt",
    "/.env",
    "/index.html.map",
    "/assets/..%2f..%2fpackage.json",
  ])("has nothing at %s", async (path) => {
    await using app = await startApp({}, { web: builtWebApp(dist, { isProduction: true }) });
    const { status, body } = await httpClient(app.url).get(path);
    expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
  });
});
