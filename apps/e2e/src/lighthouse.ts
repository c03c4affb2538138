// What Lighthouse says of the pages on a phone (`pnpm lighthouse`), with the server as it is in production but for https.
import lighthouse from "lighthouse";
import { launchBrowser } from "../test/support/browser.ts";
import { startServer } from "../test/support/server-process.ts";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const PAGES = ["/", "/otp?phone=%2B14155550132"];
const PORT = 9_333;

// A provider that is never asked: so there is no development phone on the page.
await using server = await startServer({
  ENABLE_REAL_OTP: "true",
  SMS_PROVIDERS: "twilio",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "0".repeat(32),
  TWILIO_FROM: "+15005550006",
});
const browser = await launchBrowser([`--remote-debugging-port=${PORT}`]);
for (const path of PAGES) {
  const found = await lighthouse(`${server.url}${path}`, {
    port: PORT,
    onlyCategories: CATEGORIES,
    logLevel: "silent",
  });
  if (!found) throw new Error(`Lighthouse says nothing of ${path}`);
  const { categories, audits } = found.lhr;
  const scores = CATEGORIES.map((name) => `${name} ${Math.round((categories[name]?.score ?? 0) * 100)}`);
  process.stdout.write(`${path.split("?")[0]}: ${scores.join(", ")}\n`);
  for (const { id, title, score, scoreDisplayMode } of Object.values(audits)) {
    const lost = scoreDisplayMode !== "informative" && score !== null && score < 0.9;
    if (lost) process.stdout.write(`  ${id}: ${title}\n`);
  }
  if (CATEGORIES.some((name) => categories[name]?.score !== 1)) process.exitCode = 1;
}
await browser.close();
