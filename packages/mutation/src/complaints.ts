import { type Explained, explanationOf } from "./explained.ts";
import { type Row, scoreOf } from "./table.ts";

/** What a whole run of a package leaves to be mended, a line for each; the command fails while there is one. */
export function complaintsOf({ name, goal, counted }: Row, explained: readonly Explained[]): string[] {
  const { survivors } = counted;
  const needed = new Set(survivors.map((each) => explanationOf(each, explained)));
  const unexplained = survivors
    .filter((each) => explanationOf(each, explained) === undefined)
    .map((each) => `${each.file}:${each.line}: nobody noticed or explained ${change(each)}`);
  // It would excuse a mutation that tests should notice, as soon as that text is there again.
  const unneeded = explained
    .filter((each) => !needed.has(each))
    .map((each) => `${each.file}: nothing needs the explanation of ${change(each)}`);
  const score = scoreOf(counted, explained);
  // Where all is explained, only a run that mutated nothing is below it.
  const below = score < goal ? [`${score} % is less than ${goal} %`] : [];
  return [...unexplained, ...unneeded, ...below].map((each) => `${name}: ${each}`);
}

const change = ({ original, replacement }: Pick<Explained, "original" | "replacement">) =>
  `${replacement} instead of ${original}`;
