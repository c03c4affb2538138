import { readFileSync } from "node:fs";
import { AUTH_ERRORS } from "@sixdigit/contracts";
import { expect, it } from "vitest";
import { openApiDocument } from "../src/index.ts";

const lines = readFileSync(new URL("../../../README.md", import.meta.url), "utf8").split("\n");

it("the README names every call", () => {
  const paths = openApiDocument("http://localhost:3000").paths ?? {};
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `\`${method.toUpperCase()} /api${path}\``),
  );
  expect(calls.length).toBeGreaterThan(8);
  expect(calls.filter((call) => !lines.some((line) => line.startsWith("| ") && line.includes(call)))).toEqual(
    [],
  );
});

it("the README names every code, with its status", () => {
  const isTold = ([code, { status }]: [string, { status: number }]) =>
    lines.some((line) => line.startsWith(`| \`${code}\` | ${status}`));
  expect(Object.entries(AUTH_ERRORS).filter((each) => !isTold(each))).toEqual([]);
});
