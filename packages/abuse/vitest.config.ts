export { testConfig as default } from "@sixdigit/testing/vitest";
