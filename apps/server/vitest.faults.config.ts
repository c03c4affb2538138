import { testConfig } from "@sixdigit/testing/vitest";
import { mergeConfig } from "vitest/config";

/** One after the other: each has processes and a database of its own, and measures how long things last. */
export default mergeConfig(
  { ...testConfig, test: { ...testConfig.test, include: [] } },
  { test: { include: ["test/faults/**/*.faults.ts"], fileParallelism: false, testTimeout: 180_000 } },
);
