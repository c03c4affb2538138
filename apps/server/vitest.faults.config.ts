import { testConfig } from "@sixdigit/testing/vitest";
import { mergeConfig } from "vitest/config";

/** One after the other: each has processes and a database of its own, and measures how long things last. */
export const faultsConfig = mergeConfig(
  { ...testConfig, test: { ...testConfig.test, include: [] } },
  { test: { include: ["test/faults/**/*.faults.ts"], fileParallelism: false, testTimeout: 180_000 } },
);

// Too short for a slope of a young process's memory to say more than that it does not run away.
export default mergeConfig(faultsConfig, {
  test: {
    provide: {
      soak: {
        seconds: 60,
        settleSeconds: 20,
        faultEverySeconds: 10,
        maxKibPerMinute: 200 * 1024,
        maxHandlesPerMinute: 60,
      },
    },
  },
});
