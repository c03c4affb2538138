export { testConfig as default } from "./src/vitest-config.ts";
