// `pnpm mutation`: all packages; `pnpm mutation auth`: one. Takes long the first time. Writes docs/mutation.md.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { complaintsOf } from "./complaints.ts";
import { explainedIn } from "./explained.ts";
import { count } from "./report.ts";
import { runSuite } from "./run-suite.ts";
import { suites } from "./suites.ts";
import { page, print, readPage, scoreOf } from "./table.ts";
import { prepareWorkplace } from "./workplace.ts";

const PAGE = fileURLToPath(new URL("../../../docs/mutation.md", import.meta.url));
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !suites.some((suite) => suite.name === name));
if (unknown !== undefined) {
  process.stderr.write(
    `there is nothing to mutate in ${unknown}: ${suites.map(({ name }) => name).join(", ")}\n`,
  );
  process.exit(2);
}
const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);

const place = await prepareWorkplace();
for (const suite of suites.filter(({ name }) => isChosen(name))) await runSuite(suite, place);

const found = suites.filter(({ name }) => existsSync(place.file(`${name}.json`)));
const rows = await Promise.all(
  found.map(async ({ name, goal }) => {
    const report = JSON.parse(await readFile(place.file(`${name}.json`), "utf8"));
    return { name, goal, counted: count(report) };
  }),
);
// What was found elsewhere, or on another day, stays as it is.
const before = existsSync(PAGE) ? readPage(await readFile(PAGE, "utf8")) : [];
const now = rows.map((row) => print(row, explainedIn(row.name)));
const packages = suites.flatMap(({ name }) => {
  const printed = [...now, ...before].find((each) => each.name === name);
  return printed ? [printed] : [];
});
await writeFile(PAGE, page(packages));
for (const row of rows) {
  const explained = explainedIn(row.name);
  process.stdout.write(`${row.name}: ${scoreOf(row.counted, explained)} % of ${row.goal} %\n`);
  if (!isChosen(row.name)) continue;
  const complaints = complaintsOf(row, explained);
  for (const each of complaints) process.stderr.write(`${each}\n`);
  if (complaints.length > 0) process.exitCode = 1;
}
