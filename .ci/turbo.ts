// Runs turbo with its telemetry off, which no file of the repository can say. With --quiet it prints only failures.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
const quiet = process.argv.includes("--quiet");
const args = process.argv.slice(2).filter((arg) => arg !== "--quiet");
const { status, stdout, stderr } = spawnSync(process.execPath, [turbo, ...args], {
  stdio: quiet ? "pipe" : "inherit",
  encoding: "utf8",
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
});
if (quiet && status !== 0) process.stderr.write(`${stdout}${stderr}`);
process.exit(status ?? 1);
