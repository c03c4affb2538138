import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What every package's tests share: nothing printed, no test without an assertion, no `.only` left behind. */
export const testConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    setupFiles: [fileURLToPath(new URL("./fail-on-console.ts", import.meta.url))],
    // What is waited for comes at once on a quiet machine; a busy one is given time.
    expect: { requireAssertions: true, poll: { timeout: 30_000 } },
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
