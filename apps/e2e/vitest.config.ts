import { testConfig } from "@sixdigit/testing/vitest";
import { mergeConfig } from "vitest/config";

// Browsers and servers of their own take their time, and two cores are not many.
export default mergeConfig(testConfig, {
  test: { fileParallelism: false, maxConcurrency: 3, testTimeout: 60_000, hookTimeout: 120_000 },
});
