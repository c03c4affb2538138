import { type Explained, explanationOf } from "./explained.ts";
import type { Counted, Survivor } from "./report.ts";

export type Row = { name: string; goal: number; counted: Counted };

const INTRODUCTION = `# Mutation testing

Written by \`pnpm mutation\`. Each mutation is a small mistake that Stryker makes in the sources of a package; the tests of the package
should notice it, by a failure or because they never end. One that cannot be noticed, because nothing that anybody can see depends
on it, is listed with the reason and counted apart; the score is rounded down. What is mutated, and by which tests it should be
noticed, is in \`packages/mutation/src/suites.ts\`; a reason is told for a text of a file and what it becomes, wherever that is there.
The command fails while a mutation is neither noticed nor explained, and while a reason is told that none needs any more.
`;

/** In hundredths, of those that can be noticed; rounded down. */
export function scoreOf({ killed, mutants, survivors }: Counted, explained: readonly Explained[]): number {
  const equivalent = survivors.filter((each) => explanationOf(each, explained) !== undefined).length;
  return Math.floor((1000 * killed) / Math.max(1, mutants - equivalent)) / 10;
}

/** What the page says of one package: its line of the table, and its list. */
export type Printed = { name: string; line: string; list: string };

export function print({ name, goal, counted }: Row, explained: readonly Explained[]): Printed {
  const { killed, mutants, survivors } = counted;
  const why = survivors.filter((each) => explanationOf(each, explained) !== undefined).length;
  const cells = [name, mutants, killed, why, survivors.length - why, scoreOf(counted, explained), goal];
  return { name, line: `| ${cells.join(" | ")} |`, list: listOf(survivors, explained) };
}

const HEADING = /^## /m;

export function page(packages: readonly Printed[]): string {
  const table = [
    "| package | mutations | noticed | explained | not noticed | score, % | goal, % |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...packages.map(({ line }) => line),
  ].join("\n");
  const lists = packages.map(({ name, list }) => `## ${name}\n\n${list}\n`);
  return [INTRODUCTION, `${table}\n`, ...lists].join("\n");
}

/** What a page says that was written before. */
export function readPage(text: string): Printed[] {
  const [top = "", ...lists] = text.split(HEADING);
  return lists.map((each) => {
    const [name = "", ...rest] = each.split("\n");
    const line = top.split("\n").find((row) => row.startsWith(`| ${name} |`)) ?? "";
    return { name, line, list: rest.join("\n").trim() };
  });
}

function listOf(survivors: readonly Survivor[], explained: readonly Explained[]): string {
  if (survivors.length === 0) return "Every mutation was noticed.";
  const lines = survivors.map((each) => {
    const { file, line, original, replacement } = each;
    const why = explanationOf(each, explained)?.why ?? "**not noticed**";
    return `| ${file}:${line} | ${code(original)} | ${code(replacement)} | ${why} |`;
  });
  const head = [
    "| where | instead of | the mutation has | why nobody can notice |",
    "| --- | --- | --- | --- |",
  ];
  return [...head, ...lines].join("\n");
}

const LONGEST = 60;

function code(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return `\`${short.replaceAll("|", "\\|").replaceAll("`", "'")}\``;
}
