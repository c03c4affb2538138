// What an app has to load for the sign-in (`pnpm size`), in kB after gzip, React apart; and what our own page loads in all.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LIMITS, sizes } from "./sizes.ts";

const page = fileURLToPath(new URL("../../../apps/web/dist/index.html", import.meta.url));
if (!existsSync(page)) throw new Error("The web app is not built: run `npx -y pnpm@12 build` first.");

for (const [name, bytes] of Object.entries(await sizes(page))) {
  const limit = LIMITS[name as keyof typeof LIMITS];
  process.stdout.write(`${name.padEnd(44)} ${(bytes / 1000).toFixed(1)} kB of ${limit} kB\n`);
  if (bytes > limit * 1000) process.exitCode = 1;
}
