import type { Outcome } from "../day/run-day.ts";
import type { Temper } from "../day/speeds.ts";
import type { Played } from "./play-all.ts";
import { isMet, ROWS, type Row } from "./rows.ts";

type Column = { title: string; isJudged: boolean; outcomes: (row: Row) => readonly Outcome[] };

/** The columns: each attack alone and all at once, by temper, and the comparison. */
function columnsOf(played: readonly Played[]): Column[] {
  const of = (temper: Temper, isAlone: boolean) => (row: Row) =>
    played
      .filter(({ run }) => run.defence === "product" && run.temper === temper)
      .filter(({ run }) => (run.attacks.length === 1) === isAlone)
      .filter(({ run }) => row.attack === undefined || run.attacks.includes(row.attack))
      .map(({ outcome }) => outcome);
  const compared = played.filter(({ run }) => run.defence !== "product").map(({ outcome }) => outcome);
  return [
    { title: "each alone, no proof solved", isJudged: true, outcomes: of("never solves", true) },
    { title: "each alone, proofs solved", isJudged: true, outcomes: of("solves", true) },
    { title: "all at once, no proof solved", isJudged: true, outcomes: of("never solves", false) },
    { title: "all at once, proofs solved", isJudged: true, outcomes: of("solves", false) },
    {
      title: "all at once, per-number and per-address limits alone",
      isJudged: false,
      outcomes: () => compared,
    },
  ];
}

/** The worst of the outcomes that say something about it. */
function worst(row: Row, outcomes: readonly Outcome[]): number {
  return Math.max(...outcomes.map((outcome) => row.value(outcome)));
}

export type Verdict = { goal: string; column: string; value: number; isMet: boolean };

/** Each goal in each column that is about the product. */
export function judge(played: readonly Played[]): Verdict[] {
  return ROWS.filter(({ most }) => most !== undefined).flatMap((row) =>
    columnsOf(played)
      .filter(({ isJudged, outcomes }) => isJudged && outcomes(row).length > 0)
      .map(({ title, outcomes }) => {
        const value = worst(row, outcomes(row));
        return { goal: row.name, column: title, value, isMet: isMet(row, value) };
      }),
  );
}

/** The table as Markdown. */
export function writeTable(played: readonly Played[]): string {
  const columns = columnsOf(played).filter(({ outcomes }) => ROWS.some((row) => outcomes(row).length > 0));
  const lines = ROWS.map((row) => [
    row.name,
    row.most === undefined ? "" : `${row.isBelow ? "under" : "at most"} ${row.write(row.most)}`,
    ...columns.map((column) => cell(row, column)),
  ]);
  const head = ["", "goal", ...columns.map(({ title }) => title)];
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function cell(row: Row, { outcomes }: Column): string {
  const about = outcomes(row);
  if (about.length === 0) return "";
  const value = worst(row, about);
  const verdict = row.most === undefined ? "" : isMet(row, value) ? ", met" : ", **not met**";
  return `${row.write(value)}${verdict}`;
}
