// `node apps/bench/src/profile.ts [signIn|requestAndVerify|check]`: where the server's time goes, on Postgres.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readShares } from "./cpu-profile.ts";
import { startPostgres } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { type Kind, MEASURES } from "./rounds.ts";
import { sixdigitSteps, startSixdigit } from "./targets/sixdigit.ts";

const kind = (process.argv[2] ?? "check") as Kind;
const operations = kind === "check" ? 4_000 : 300;
const SHOWN = 30;

const folder = await mkdtemp(join(tmpdir(), "sixdigit-bench-profile-"));
await using provider = await startProvider();
await using postgres = await startPostgres();
const settings = {
  providerUrl: provider.url,
  databaseUrl: await postgres.createDatabase("profiled"),
  nodeArgs: ["--cpu-prof", `--cpu-prof-dir=${folder}`],
};
const server = await startSixdigit(settings);
const target = { name: "", server, steps: sixdigitSteps, provider, postgresPid: postgres.pid, signsIn: true };
await MEASURES[kind](target, { people: 16, operations });
await server[Symbol.asyncDispose]();

const shares = await readShares(folder);
await rm(folder, { recursive: true });
const all = shares.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
for (const { area, milliseconds } of shares.slice(0, SHOWN)) {
  const perCent = ((100 * milliseconds) / all).toFixed(1).padStart(5);
  process.stdout.write(`${perCent} %  ${(milliseconds / operations).toFixed(3)} ms  ${area}\n`);
}
