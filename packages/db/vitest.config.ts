import { testConfig } from "@sixdigit/testing/vitest";
import { mergeConfig } from "vitest/config";

export default mergeConfig(testConfig, {
  test: {
    globalSetup: "./test/support/global-setup.ts",
    // The tests wait for Postgres more than they work: two at a time even where there are only two cores.
    maxWorkers: 2,
  },
});
