// `pnpm bench:scale [--users N]`: how each step's time grows from a thousand users to many, with old rows in proportion.
import { parseArgs } from "node:util";
import { fillDatabase } from "./fill-database.ts";
import { startPostgres } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { quantile } from "./statistics.ts";
import { measureSignIns, type Target } from "./target.ts";
import { sixdigitSteps, startSixdigit } from "./targets/sixdigit.ts";

const { values: options } = parseArgs({
  options: { users: { type: "string", default: "1000000" }, "sign-ins": { type: "string", default: "500" } },
});
const FEW = 1_000;
/** A round has so many sign-ins of each; the rounds take turns, since the machine has good and bad minutes. */
const OF_A_ROUND = 25;
const STEPS = ["request", "verify", "check", "signOut"] as const;

await using provider = await startProvider();
await using postgres = await startPostgres();
const sizes = [FEW, Number(options.users)] as const;
await using servers = new AsyncDisposableStack();
const targets = [await filled(sizes[0], "few"), await filled(sizes[1], "many")] as const;
// What a process does once, it has done.
for (const target of targets) await measureSignIns(target, { people: 1, operations: 50 });

const times = sizes.map(() => STEPS.map((): number[] => []));
for (let done = 0; done < Number(options["sign-ins"]); done += OF_A_ROUND) {
  const turns = [...targets.entries()];
  for (const [size, target] of (done / OF_A_ROUND) % 2 === 0 ? turns : turns.reverse()) {
    // One person after the other, so that nobody waits for anybody: what is seen is the database's own time.
    const { latencies } = await measureSignIns(target, { people: 1, operations: OF_A_ROUND });
    for (const [step, name] of STEPS.entries()) times[size]?.[step]?.push(...latencies[name]);
  }
}

const rows = STEPS.map((name, step) => {
  const [before, after] = times.map((of) => quantile(of[step] ?? [], 0.5)) as [number, number];
  return `| ${name} | ${before.toFixed(2)} | ${after.toFixed(2)} | ${(after / before).toFixed(2)} x |`;
});
const head = `| step, p50 in ms | ${sizes.map((users) => `${users.toLocaleString("en")} users | `).join("")}growth |`;
process.stdout.write(`${head}\n| --- | ---: | ---: | ---: |\n${rows.join("\n")}\n`);

/** A server over a database with so many users, and what they leave. */
async function filled(users: number, database: string): Promise<Target> {
  const databaseUrl = await postgres.createDatabase(database);
  const settings = { providerUrl: provider.url, databaseUrl };
  // The first start brings the schema up.
  await (await startSixdigit(settings))[Symbol.asyncDispose]();
  const began = performance.now();
  await fillDatabase(databaseUrl, users);
  process.stderr.write(`filled for ${users} users in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  const server = servers.use(await startSixdigit(settings));
  return { name: "", server, steps: sixdigitSteps, provider, postgresPid: postgres.pid, signsIn: true };
}
