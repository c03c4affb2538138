import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { violations } from "./import-violations.ts";

const CHECK = fileURLToPath(new URL("../../../.ci/check-imports.ts", import.meta.url));

/** Runs the check, as the lint does, over a repository of these files. */
function check(files: Record<string, string | string[]>) {
  const root = mkdtempSync(join(tmpdir(), "imports-"));
  try {
    for (const [path, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), [lines].flat().join("\n"));
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, root], { encoding: "utf8" });
    return { status, stdout, problems: stderr.split("\n").filter((line) => line !== "") };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("the check of the imports", () => {
  it("says in one line that all is well, and ends with 0", () => {
    const files = { "packages/auth/src/index.ts": `import { AuthError } from "@sixdigit/contracts";` };
    expect(check(files)).toEqual({
      status: 0,
      stdout: "The imports of 1 files keep to the rules.\n",
      problems: [],
    });
  });

  it("passes when packages that have rules do not exist, or nothing does", () => {
    expect(check({})).toMatchObject({ status: 0, stdout: "The imports of 0 files keep to the rules.\n" });
  });

  describe("refuses", () => {
    const fileOf = (index: number, folder: string) => `${folder}/src/file-${index}.ts`;
    let outcome: ReturnType<typeof check>;

    // One run for all of them: to start a process for each takes longer than all of the checking.
    beforeAll(() => {
      const files = violations.map(([, folder, line], index) => [
        fileOf(index, folder),
        ["// why", "", line],
      ]);
      outcome = check(Object.fromEntries(files));
    });

    it.each(violations.map((violation, index) => ({ violation, what: violation[0], index })))(
      "$what",
      ({ violation: [, folder, , message], index }) => {
        const file = fileOf(index, folder);
        const problems = outcome.problems.filter((problem) => problem.startsWith(file));
        expect(problems).toEqual([`${file}:3: ${message}`]);
      },
    );

    it("them with the exit code 1 and no word on the output that good news goes to", () => {
      expect(outcome).toMatchObject({ status: 1, stdout: "" });
      expect(outcome.problems).toHaveLength(violations.length);
    });
  });

  it("refuses a file that it cannot parse, rather than not to see its imports", () => {
    const { status, problems } = check({ "packages/auth/src/broken.ts": "import { from" });
    expect(status).toBe(1);
    expect(problems).toEqual([expect.stringMatching(/^packages\/auth\/src\/broken\.ts:1: cannot be read: /)]);
  });

  it("refuses files that import each other in a circle, and names the circle", () => {
    const { status, problems } = check({
      "packages/auth/src/a.ts": ["", `import { b } from "./deep/b.ts";`, "export const a = b;"],
      "packages/auth/src/deep/b.ts": `export { c as b } from "../c.tsx";`,
      "packages/auth/src/c.tsx": [`import { a } from "./a.ts";`, "export const c = a;"],
      "packages/auth/src/d.ts": `import { a } from "./a.ts";`,
    });
    const circle = ["a.ts", "deep/b.ts", "c.tsx", "a.ts"]
      .map((name) => `packages/auth/src/${name}`)
      .join(" > ");
    expect(problems).toEqual([`packages/auth/src/a.ts:2: import cycle: ${circle}`]);
    expect(status).toBe(1);
  });

  it("finds every one of many violations in one run", () => {
    const { problems } = check({
      "apps/web/src/app.tsx": [
        `import { appRouter } from "@sixdigit/api";`,
        `import express from "express";`,
        "export const App = () => <p>{String(appRouter) + String(express)}</p>;",
      ],
      "packages/auth/src/index.ts": `import "node:net";`,
    });
    expect(problems.map((problem) => problem.split(": ")[0])).toEqual([
      "apps/web/src/app.tsx:1",
      "apps/web/src/app.tsx:2",
      "packages/auth/src/index.ts:1",
    ]);
  });

  it("allows what the design allows", () => {
    const { problems } = check({
      "packages/contracts/src/index.ts": [
        `import { parse } from "libphonenumber-js/min";`,
        `import { z } from "zod";`,
        `export { phone } from "./phone.ts";`,
      ],
      "packages/contracts/src/phone.ts": `import type { z } from "./index.ts";`,
      "packages/auth/src/index.ts": `import { createHmac } from "node:crypto";`,
      "packages/db/src/index.ts": [
        `import type { AuthStore } from "@sixdigit/auth";`,
        `export type { Challenge } from "@sixdigit/auth";`,
        `import { PrismaPg } from "@prisma/adapter-pg";`,
        `import { PrismaClient } from "./generated/client.ts";`,
      ],
      "packages/db/src/generated/client.ts": `import "anything-that-a-tool-writes";`,
      "apps/server/src/app.ts": [
        `import express from "express";`,
        `import { appRouter } from "@sixdigit/api";`,
        `const load = () => import("@sixdigit/db");`,
      ],
      "apps/web/src/app.tsx": [
        `import type { AppRouter } from "@sixdigit/api";`,
        `import { createRoot } from "react-dom/client";`,
        `import "./styles.css";`,
        `import icon from "./icon.svg?raw";`,
      ],
    });
    expect(problems).toEqual([]);
  });

  it("asks of tests only that their relative imports stay in the package", () => {
    const { problems } = check({
      "packages/api/test/api.test.ts": [
        `import { createMemoryStore } from "@sixdigit/db";`,
        `import { manualClock } from "@sixdigit/testing";`,
        `import { describe } from "vitest";`,
        `import { appRouter } from "../src/index.ts";`,
        `import { open } from "../../db/src/memory/tables.ts";`,
      ],
    });
    expect(problems).toEqual([
      'packages/api/test/api.test.ts:5: "../../db/src/memory/tables.ts" leaves the package',
    ]);
  });

  it("lets tests reach a package by path where the rules say so, and source files not", () => {
    const line = `import { createMemoryStore } from "../../db/src/index.ts";`;
    const { problems } = check({ "packages/auth/test/a.test.ts": line, "packages/auth/src/a.ts": line });
    expect(problems).toEqual(['packages/auth/src/a.ts:1: "../../db/src/index.ts" leaves the package']);
  });
});
