import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What every package's tests share: nothing printed, no test without an assertion, no `.only` left behind. */
export const testConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    setupFiles: [fileURLToPath(new URL("./fail-on-console.ts", import.meta.url))],
    expect: { requireAssertions: true },
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
