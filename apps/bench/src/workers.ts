// `pnpm bench:workers [--workers N]`: what more processes on one port bring, with the load and Postgres on the same machine.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { startPostgres } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { KINDS, type Kind, MEASURES } from "./rounds.ts";
import { median } from "./statistics.ts";
import type { Measured, Target } from "./target.ts";
import { sixdigitSteps, startSixdigit } from "./targets/sixdigit.ts";

const { values: options } = parseArgs({
  options: { workers: { type: "string", default: "2" }, rounds: { type: "string", default: "5" } },
});
const OPERATIONS: Record<Kind, number> = { signIn: 150, requestAndVerify: 150, check: 3_000 };
const PEOPLE = 32;
/** For each process: every one of them has to have had some hundreds of sign-ins. */
const WARM_UP_ROUNDS = 3;

await using provider = await startProvider();
await using postgres = await startPostgres();
const counts = ["1", options.workers] as const;
await using servers = new AsyncDisposableStack();
const targets = [await startTarget(counts[0], "one"), await startTarget(counts[1], "more")] as const;
const measured = new Map<string, Measured[]>();
for (let round = 1 - WARM_UP_ROUNDS * Number(options.workers); round <= Number(options.rounds); round++) {
  for (const kind of KINDS) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const each = await MEASURES[kind](target, { people: PEOPLE, operations: OPERATIONS[kind] });
      const key = `${target.name} ${kind}`;
      if (round > 0) measured.set(key, [...(measured.get(key) ?? []), each]);
    }
  }
}

const of = (workers: string, kind: Kind, figure: "perSecond" | "serverCpu") =>
  median((measured.get(`${workers} ${kind}`) ?? []).map((each) => each[figure]));
const rows = KINDS.map((kind) => {
  const [one, more] = counts.map((each) => of(each, kind, "perSecond")) as [number, number];
  const [cpuOfOne, cpuOfMore] = counts.map((each) => of(each, kind, "serverCpu").toFixed(2));
  return `| ${kind} | ${one.toFixed(0)} | ${more.toFixed(0)} | ${(more / one).toFixed(2)} x | ${cpuOfOne} | ${cpuOfMore} |`;
});
process.stdout.write(`${cpus().length} cores, medians of ${options.rounds} rounds, ${PEOPLE} people at once.

|  | a second, 1 worker | a second, ${counts[1]} workers | growth | CPU s / 1,000, 1 worker | ${counts[1]} workers |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}
`);

async function startTarget(workers: string, database: string): Promise<Target> {
  const started = await startSixdigit({
    providerUrl: provider.url,
    databaseUrl: await postgres.createDatabase(database),
    variables: { WORKERS: workers },
  });
  const server = servers.use(started);
  return { name: workers, server, steps: sixdigitSteps, provider, postgresPid: postgres.pid, signsIn: true };
}
