// `pnpm bench:abuse`: the day of attacks, and its table into docs/abuse.md. `--seed 7`: another day. `--whole`: also each
// attack alone at full size, which takes many times as long.
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Played, playAll } from "./report/play-all.ts";
import { allAtOnce, eachAlone, withoutTheRest } from "./report/runs.ts";
import { writeTable } from "./report/table.ts";

const PAGE = new URL("../../../docs/abuse.md", import.meta.url);
const SMALL = 0.1;

const print = (line: string) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { seed: { type: "string" }, whole: { type: "boolean" } } });
const seed = Number(values.seed ?? 1);

function tell({ run, outcome }: Played): void {
  const { people, attacks, sent } = outcome;
  const about = `${run.defence}, ${run.attacks.join(" and ")}, ${run.temper}, ${people.visits} people`;
  print(`${about}: ${JSON.stringify({ sent, people, attacks })}`);
}

const startedAt = performance.now();
const alone = eachAlone(seed, values.whole ? 1 : SMALL);
const played = await playAll([...allAtOnce(seed, 1), ...withoutTheRest(seed, 1), ...alone], tell);
const table = writeTable(played);
print(`\n${table}\n${Math.round((performance.now() - startedAt) / 1000)} s`);
if (seed === 1) {
  const text = await readFile(PAGE, "utf8");
  await writeFile(PAGE, text.replace(/(<!-- day -->\n)[\s\S]*(<!-- end of day -->)/, `$1${table}$2`));
}
