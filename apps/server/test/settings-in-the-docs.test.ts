import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const sources = ["config", "observation-settings", "operations-settings"].map((name) =>
  read(`apps/server/src/${name}.ts`),
);
const settings = [...sources.join("\n").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);
const inTheExample = [...read(".env.example").matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = ""]) => name);

it("the example has every setting that the server reads, each once", () => {
  expect(settings.length).toBeGreaterThan(40);
  expect(settings.filter((name) => !inTheExample.includes(name))).toEqual([]);
  expect(inTheExample).toEqual([...new Set(inTheExample)]);
});

it("the README's table has every setting of the example, but for the credentials of providers", () => {
  const rows = read("README.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([A-Z][A-Z0-9_]+)`/g)]);
  const names = named.map(([, name = ""]) => name);
  const expected = inTheExample.filter((name) => !/^(TWILIO|MSG91)_/.test(name));
  expect(expected.filter((name) => !names.includes(name))).toEqual([]);
  expect(expected.filter((name) => names.indexOf(name) !== names.lastIndexOf(name))).toEqual([]);
});
