import { afterEach, beforeEach, vi } from "vitest";

/** What a test prints is a defect: it hides the next one. Each method of `console` that is called fails the test. */
const METHODS = ["debug", "error", "info", "log", "warn"] as const;
const printed: string[] = [];

beforeEach(() => {
  printed.length = 0;
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      printed.push(`console.${method}: ${args.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  if (printed.length > 0) throw new Error(`This test wrote to the console:\n${printed.join("\n")}`);
});
