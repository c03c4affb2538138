import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
const SERVER_ONLY = /prisma|\/db\/src\/|PrismaClient|rate-limiter-flexible|iron-session/i;

describe("the web app", () => {
  it("loads no file of Prisma or of the server in its type-check", () => {
    const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
    const tsc = join(typescript, "bin", "tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", web, "--listFilesOnly"], { encoding: "utf8" });
    const files = stdout.split(/\r?\n/).filter(Boolean);
    expect(files.some((file) => file.includes("packages/api/src/app-router.ts"))).toBe(true);
    expect(files.filter((file) => SERVER_ONLY.test(file))).toEqual([]);
  });

  it("has nothing of them in its bundle", () => {
    const assets = join(web, "dist", "assets");
    const scripts = readdirSync(assets).filter((file) => file.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    const named = scripts.filter((file) => SERVER_ONLY.test(readFileSync(join(assets, file), "utf8")));
    expect(named).toEqual([]);
  });

  it("has its one style sheet in the page, so that the first view waits for no other file", () => {
    const sheet = /<style>([\s\S]*?)<\/style>/.exec(
      readFileSync(join(web, "dist", "index.html"), "utf8"),
    )?.[1];
    expect(sheet?.length).toBeGreaterThan(10_000);
    expect(readdirSync(join(web, "dist", "assets")).filter((file) => file.includes(".css"))).toEqual([]);
  });

  it("asks for every script at a low priority: the first view is painted without any", () => {
    const page = readFileSync(join(web, "dist", "index.html"), "utf8");
    const { hi } = JSON.parse(readFileSync(join(web, "dist", "first-views.json"), "utf8"));
    const asked =
      `${page}${hi.preload}`.match(/<(script type="module"|link rel="modulepreload")[^>]*>/g) ?? [];
    expect([page.includes('<script type="module"'), hi.preload.includes("modulepreload")]).toEqual([
      true,
      true,
    ]);
    expect(asked.filter((tag) => !tag.includes('fetchpriority="low"'))).toEqual([]);
    expect(asked.length).toBeGreaterThan(3);
  });

  it("comes without source maps", () => {
    expect(readdirSync(join(web, "dist", "assets")).filter((file) => file.endsWith(".map"))).toEqual([]);
  });

  it("weighs no more than is promised, and neither does what other apps take of it", () => {
    const size = fileURLToPath(new URL("../../../packages/react/scripts/size.ts", import.meta.url));
    const env = { PATH: "", NODE_ENV: "production" };
    const { status, stdout } = spawnSync(process.execPath, [size], { encoding: "utf8", env });
    expect([stdout.match(/\d+\.\d kB of \d+ kB/g)?.length, status]).toEqual([4, 0]);
  });
});
