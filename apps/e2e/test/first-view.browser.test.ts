import { describe, expect, it } from "vitest";
import { inBrowser } from "./support/in-browser.ts";
import { patient } from "./support/patient.ts";
import { watchShifts } from "./support/watch-shifts.ts";

const PATIENCE_MS = 110_000;

describe("before the app takes its place,", { timeout: 120_000 }, () => {
  inBrowser("the first view", (running) => {
    it.each([320, 1280])(
      "stands still from its first paint on, %d px wide, on a slow processor",
      async (width) => {
        const context = await running.browser.newContext({ viewport: { width, height: 800 } });
        context.setDefaultTimeout(PATIENCE_MS);
        const page = patient(await context.newPage());
        const devTools = await context.newCDPSession(page);
        // So slow that a page would be painted before all of it is read.
        await devTools.send("Emulation.setCPUThrottlingRate", { rate: 12 });
        await watchShifts(page);
        await page.goto(running.server.url);
        await page.getByRole("complementary").waitFor();
        expect(await page.evaluate(() => window.shifts)).toEqual([]);
        await context.close();
      },
    );
  });
});
