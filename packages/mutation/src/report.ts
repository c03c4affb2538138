type Position = { line: number; column: number };
export type Mutant = {
  mutatorName: string;
  replacement?: string;
  location: { start: Position; end: Position };
  status: string;
};
/** What Stryker writes, as far as it is read here. */
export type Report = { files: Record<string, { source: string; mutants: Mutant[] }> };

/** A mutation that no test noticed. */
export type Survivor = { file: string; line: number; original: string; replacement: string };
export type Counted = { killed: number; mutants: number; survivors: readonly Survivor[] };

export const KILLED: readonly string[] = ["Killed", "Timeout"];
const SURVIVED = ["Survived", "NoCoverage"];

export function count({ files }: Report): Counted {
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ file, source, mutant })),
  );
  const survivors = all
    .filter(({ mutant }) => SURVIVED.includes(mutant.status))
    .map(({ file, source, mutant: { location, replacement = "" } }) => ({
      file,
      line: location.start.line,
      original: onOneLine(textAt(source, location)),
      replacement: onOneLine(replacement),
    }));
  const killed = all.filter(({ mutant }) => KILLED.includes(mutant.status)).length;
  return { killed, mutants: killed + survivors.length, survivors };
}

/** Lines and columns count from 1. */
function textAt(source: string, { start, end }: Mutant["location"]): string {
  const lines = source.split("\n");
  const at = ({ line, column }: Position) =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return source.slice(at(start), at(end));
}

const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
