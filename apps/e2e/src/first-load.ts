// How long a first visit takes on a slow phone network (`pnpm first-load`), as production serves it but for https.
import { cpus, loadavg } from "node:os";
import { launchBrowser } from "../test/support/browser.ts";
import { type FirstLoad, measureFirstLoad } from "../test/support/first-load.ts";
import { startLikeProduction } from "../test/support/like-production.ts";
import { SLOW_4G } from "../test/support/slow-network.ts";

const ROUNDS = 5;

await using server = await startLikeProduction();
const browser = await launchBrowser();
const [load = 0] = loadavg();
process.stdout.write(
  `${JSON.stringify(SLOW_4G)}, load of the machine ${load.toFixed(1)} on ${cpus().length} cores\n`,
);
for (const path of ["/", "/otp?phone=%2B14155550132"]) {
  const rounds: FirstLoad[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push(await measureFirstLoad(browser, server.url + path, SLOW_4G));
  const median = (key: keyof FirstLoad) =>
    rounds.map((each) => each[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  const [painted, usable, bytes] = [median("painted"), median("usable"), median("bytes")];
  process.stdout.write(
    `${path.split("?")[0]}: painted after ${(painted / 1000).toFixed(1)} s, usable after ${(usable / 1000).toFixed(1)} s, ` +
      `${(bytes / 1000).toFixed(1)} kB of scripts and styles (medians of ${ROUNDS})\n`,
  );
}
await browser.close();
