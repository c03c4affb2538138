import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

/** Each `path` "title" that stands in a text. */
function testsNamedIn(text: string) {
  return [...text.matchAll(/`([\w./-]+\.ts)` "([^"]+)"/g)].map(([, path = "", title = ""]) => ({
    path,
    title,
  }));
}

function isThere({ path, title }: { path: string; title: string }): boolean {
  return existsSync(root + path) && read(path).includes(`"${title}"`);
}

it("each test that SECURITY.md names is there, under that title", () => {
  const named = testsNamedIn(read("SECURITY.md"));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((test) => !isThere(test))).toEqual([]);
});

it("each promise of SECURITY.md names a test", () => {
  const promises = read("SECURITY.md").split("## Who is thought of")[0] ?? "";
  const rows = promises.split("\n").filter((line) => /^\| (?!promise|---)/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => testsNamedIn(row).length === 0)).toEqual([]);
});

it("a test that is not there is missed", () => {
  const here = "packages/testing/test/promises.test.ts";
  const [gone, elsewhere] = testsNamedIn(`\`${here}\` "never ${"written"}", \`no/such.test.ts\` "title"`);
  expect([gone && isThere(gone), elsewhere && isThere(elsewhere)]).toEqual([false, false]);
});
