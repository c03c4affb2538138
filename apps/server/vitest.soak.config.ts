import { mergeConfig } from "vitest/config";
import { faultsConfig } from "./vitest.faults.config.ts";

export default mergeConfig(faultsConfig, {
  test: {
    provide: {
      soak: {
        seconds: 600,
        settleSeconds: 60,
        faultEverySeconds: 30,
        maxKibPerMinute: 2 * 1024,
        maxHandlesPerMinute: 3,
      },
    },
  },
});
