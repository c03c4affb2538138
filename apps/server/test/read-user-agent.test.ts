import { describe, expect, it } from "vitest";
import { readUserAgent } from "../src/read-user-agent.ts";

const MOZILLA = "Mozilla/5.0";
const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

describe("what a program calls itself", () => {
  it.each([
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/130.0.0.0 Safari/537.36`,
      "Chrome 130",
      "Windows",
    ],
    [`${MOZILLA} (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0`, "Firefox 131", "Linux"],
    [
      `${MOZILLA} (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${WEBKIT} Version/18.1 Mobile/15E148 Safari/604.1`,
      "Safari 18",
      "iOS",
    ],
    ["okhttp/4.9.0", "okhttp 4", null],
    ["nothing of the kind", null, null],
    [" ", null, null],
  ])("is read from %s", (userAgent, browser, os) => {
    expect(readUserAgent(userAgent)).toEqual({ browser, os });
  });

  it("is bounded, and holds nothing that could be taken for markup", () => {
    const { browser } = readUserAgent(`<b>${"x".repeat(200)}</b>&"'/1.0 `);
    expect(browser).toMatch(/^[\w ]{1,40}$/);
  });

  it("is read in no time, whatever it is", () => {
    const odd = ["a/".repeat(128), "/".repeat(256), " ".repeat(256), "Version/1".repeat(28), "(".repeat(256)];
    const started = performance.now();
    for (let round = 0; round < 20; round++) odd.map(readUserAgent);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
