import type { Explained } from "./explained.ts";
import type { Counted, Survivor } from "./report.ts";

export type Row = { name: string; goal: number; counted: Counted };

const INTRODUCTION = `# Mutation testing

Written by \`pnpm mutation\`. Each mutation is a small mistake that a machine makes in the sources; the tests of the package
should notice it. A mutation that cannot be noticed, because nothing that anybody can see depends on it, is listed with the
reason and counted apart.
`;

/** In hundredths, of those that can be noticed; rounded down. */
export function scoreOf({ killed, mutants, survivors }: Counted, explained: readonly Explained[]): number {
  const equivalent = survivors.filter((each) => reasonFor(each, explained) !== undefined).length;
  return Math.floor((1000 * killed) / Math.max(1, mutants - equivalent)) / 10;
}

export function page(rows: readonly Row[], explained: readonly Explained[]): string {
  const lines = rows.map(({ name, goal, counted }) => {
    const { killed, mutants, survivors } = counted;
    const why = survivors.filter((each) => reasonFor(each, explained) !== undefined).length;
    const cells = [name, mutants, killed, why, survivors.length - why, scoreOf(counted, explained), goal];
    return `| ${cells.join(" | ")} |`;
  });
  const table = [
    "| package | mutations | noticed | explained | not noticed | score, % | goal, % |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
  return [INTRODUCTION, `${table}\n`, ...rows.map((row) => listOf(row, explained))].join("\n");
}

function listOf({ name, counted: { survivors } }: Row, explained: readonly Explained[]): string {
  if (survivors.length === 0) return `## ${name}\n\nEvery mutation was noticed.\n`;
  const lines = survivors.map((each) => {
    const { file, line, original, replacement } = each;
    const why = reasonFor(each, explained) ?? "**not noticed**";
    return `| ${file}:${line} | ${code(original)} | ${code(replacement)} | ${why} |`;
  });
  const head = ["| where | instead of | it said | why that is right |", "| --- | --- | --- | --- |"];
  return `## ${name}\n\n${[...head, ...lines].join("\n")}\n`;
}

export function reasonFor(survivor: Survivor, explained: readonly Explained[]): string | undefined {
  return explained.find(
    ({ file, original, replacement = survivor.replacement }) =>
      file === survivor.file && original === survivor.original && replacement === survivor.replacement,
  )?.why;
}

const LONGEST = 60;

function code(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return `\`${short.replaceAll("|", "\\|").replaceAll("`", "'")}\``;
}
