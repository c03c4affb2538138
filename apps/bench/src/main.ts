// `pnpm bench`: measures this server beside others, prints the tables and writes them to docs/performance.md.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { installPeers, type Peers } from "./install-peers.ts";
import { NAMES, openTargets } from "./open-targets.ts";
import { drawPicture } from "./picture.ts";
import { startPostgres } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { type Report, renderReport, replaceBetween } from "./report.ts";
import { runRounds } from "./rounds.ts";
import { startAndMemory } from "./start-and-memory.ts";
import type { Target } from "./target.ts";
import { latenciesAt } from "./under-load.ts";

const PAGE = new URL("../../../docs/performance.md", import.meta.url);
const PICTURE = new URL("../../../docs/pictures/performance.svg", import.meta.url);
const SHARE_OF_CAPACITY = 0.7;

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    people: { type: "string", default: "16" },
    "sign-ins": { type: "string", default: "150" },
    checks: { type: "string", default: "1500" },
    seconds: { type: "string", default: "10" },
    /** Measures only the targets whose name contains this, and writes nothing. */
    only: { type: "string" },
  },
});
const people = Number(options.people);
const signIns = { people, operations: Number(options["sign-ins"]) };
const rounds = Number(options.rounds);

const report = await run();
const text = renderReport(report);
process.stdout.write(`${text}\n`);
if (options.only === undefined) {
  await writeFile(PAGE, replaceBetween(await readFile(PAGE, "utf8"), "bench", text));
  await writeFile(PICTURE, drawPicture(report.results));
}

async function run(): Promise<Report> {
  const peers = await installPeers();
  await using provider = await startProvider();
  await using postgres = await startPostgres();
  const all = await openTargets({ peers, postgres, provider });
  try {
    const targets = all.filter(({ name }) => name.includes(options.only ?? ""));
    const results = await runRounds(targets, {
      rounds,
      loads: {
        signIn: signIns,
        requestAndVerify: signIns,
        check: { people: people * 2, operations: Number(options.checks) },
      },
      tell: (line) => process.stderr.write(`${line}\n`),
    });
    const capacity = results.find(({ target, kind }) => target === NAMES.postgres && kind === "signIn");
    const perSecond = Math.floor((capacity?.perSecond.median ?? 10) * SHARE_OF_CAPACITY);
    const server = all.find(({ name }) => name === NAMES.postgres) as Target;
    const latencies = await latenciesAt(server, { perSecond, seconds: Number(options.seconds) });
    return {
      setting: settingOf(peers, postgres.version),
      results,
      underLoad: { perSecond, latencies },
      starts: await startAndMemory(provider, postgres, signIns),
    };
  } finally {
    await Promise.all(all.map(({ server }) => server[Symbol.asyncDispose]()));
  }
}

function settingOf({ versions }: Peers, postgresVersion: string): string[] {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const installed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Node ${process.versions.node}, Postgres ${postgresVersion}, ${installed.join(", ")}.`,
    `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${gigabytes} GB, with the load, the servers and Postgres all on them.`,
    `Medians of ${rounds} rounds of ${signIns.operations} sign-ins and ${options.checks} checks, ${people} people at once.`,
  ];
}
