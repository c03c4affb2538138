import { testConfig } from "@sixdigit/testing/vitest";
import { mergeConfig } from "vitest/config";

export default mergeConfig(testConfig, {
  test: { globalSetup: "./test/support/global-setup.ts" },
});
