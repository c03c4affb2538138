// What Lighthouse says of the pages on a phone (`pnpm lighthouse`), with the server as it is in production but for https.
import { cpus, loadavg } from "node:os";
import lighthouse from "lighthouse";
import { launchBrowser } from "../test/support/browser.ts";
import { startLikeProduction } from "../test/support/like-production.ts";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const PAGES = ["/", "/otp?phone=%2B14155550132"];
const TIMES = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index"];
const PORT = 9_333;

await using server = await startLikeProduction();
const browser = await launchBrowser([`--remote-debugging-port=${PORT}`]);
process.stdout.write(
  `load of the machine ${loadavg()
    .map((load) => load.toFixed(1))
    .join(", ")} on ${cpus().length} cores\n`,
);
for (const path of PAGES) {
  const found = await lighthouse(`${server.url}${path}`, {
    port: PORT,
    onlyCategories: CATEGORIES,
    logLevel: "silent",
  });
  if (!found) throw new Error(`Lighthouse says nothing of ${path}`);
  const { categories, audits } = found.lhr;
  const scores = CATEGORIES.map((name) => `${name} ${Math.round((categories[name]?.score ?? 0) * 100)}`);
  const times = TIMES.map((id) => `${audits[id]?.title} ${audits[id]?.displayValue}`);
  process.stdout.write(`${path.split("?")[0]}: ${scores.join(", ")}\n  ${times.join(", ")}\n`);
  for (const { id, title, score, scoreDisplayMode } of Object.values(audits)) {
    const lost = scoreDisplayMode !== "informative" && score !== null && score < 0.9;
    if (lost) process.stdout.write(`  ${id}: ${title}\n`);
  }
  if (CATEGORIES.some((name) => categories[name]?.score !== 1)) process.exitCode = 1;
}
await browser.close();
