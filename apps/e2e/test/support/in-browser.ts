import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { launchBrowser, noBrowser } from "./browser.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

/** A server and a browser for a group of tests: there in tests and hooks, not before. */
export type Running = { readonly server: ServerProcess; readonly browser: Browser };

/** A group of tests with a browser; skipped, and saying why, where there is none. */
export function inBrowser(title: string, tests: (running: Running) => void): void {
  inBrowserOf(startServer, title, tests);
}

/** The same with a server that is set up otherwise. */
export function inBrowserOf(
  start: () => Promise<ServerProcess>,
  title: string,
  tests: (running: Running) => void,
): void {
  describe.skipIf(noBrowser)(noBrowser ? `${title} (${noBrowser})` : title, () => {
    let server: ServerProcess;
    let browser: Browser;
    beforeAll(async () => {
      [server, browser] = await Promise.all([start(), launchBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.[Symbol.asyncDispose]();
    });
    tests({
      get server() {
        return server;
      },
      get browser() {
        return browser;
      },
    });
  });
}
