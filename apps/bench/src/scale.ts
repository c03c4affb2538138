// `pnpm bench:scale [--users N]`: how each step's time grows from a thousand users to many, with old rows in proportion.
import { parseArgs } from "node:util";
import { fillDatabase } from "./fill-database.ts";
import { startPostgres } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { quantile } from "./statistics.ts";
import { type Measured, measureSignIns } from "./target.ts";
import { sixdigitSteps, startSixdigit } from "./targets/sixdigit.ts";

const { values: options } = parseArgs({
  options: { users: { type: "string", default: "1000000" }, "sign-ins": { type: "string", default: "200" } },
});
const FEW = 1_000;
const STEPS = ["request", "verify", "check", "signOut"] as const;

await using provider = await startProvider();
await using postgres = await startPostgres();
const [few, many] = [await timesWith(FEW), await timesWith(Number(options.users))];
const rows = STEPS.map((step) => {
  const [before, after] = [quantile(few.latencies[step], 0.5), quantile(many.latencies[step], 0.5)];
  return `| ${step} | ${before.toFixed(2)} | ${after.toFixed(2)} | ${(after / before).toFixed(2)} x |`;
});
const head = `| step, p50 in ms | ${FEW} users | ${options.users} users | growth |\n| --- | ---: | ---: | ---: |`;
process.stdout.write(`${head}\n${rows.join("\n")}\n`);

/** One person after the other, so that nobody waits for anybody: what is seen is the database's own time. */
async function timesWith(users: number): Promise<Measured> {
  const databaseUrl = await postgres.createDatabase(`users_${users}`);
  const settings = { providerUrl: provider.url, databaseUrl };
  // The first start brings the schema up.
  await (await startSixdigit(settings))[Symbol.asyncDispose]();
  const began = performance.now();
  await fillDatabase(databaseUrl, users);
  process.stderr.write(`filled for ${users} users in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  await using server = await startSixdigit(settings);
  const target = {
    name: "",
    server,
    steps: sixdigitSteps,
    provider,
    postgresPid: postgres.pid,
    signsIn: true,
  };
  await measureSignIns(target, { people: 1, operations: 50 });
  return measureSignIns(target, { people: 1, operations: Number(options["sign-ins"]) });
}
