import type { LimitRule } from "./rule.ts";
import type { LimitTables } from "./tables.ts";

const SECONDS: readonly [number, string][] = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
];

/** The tables as Markdown, for the documentation; rows change alone. */
export function printTables({ rules, conversion, surge, brake }: LimitTables): string {
  return [
    table(
      [
        "name",
        "counts per",
        "window",
        "soft",
        "hard",
        "strict",
        "rises with sign-ins",
        "what counts",
        "whose",
        "lifted by ENABLE_RATE_LIMIT=false",
      ],
      [
        [
          brake.name,
          "network, in each process",
          span(brake.windowSeconds),
          "",
          `${brake.hard}`,
          "",
          "",
          "calls",
          "all",
          "yes",
        ],
        ...rules.map(row),
      ],
    ),
    table(
      ["name", "counts per", "window", "minimum", "proof of work below", "blocked below", "for"],
      conversion.map((rule) => [
        rule.name,
        rule.by,
        span(rule.windowSeconds),
        `${rule.minimum} messages`,
        `${rule.stepUpBelow * 100} % of the normal of ${span(rule.normalSeconds)}`,
        `${rule.blockBelow * 100} % verified, and fewer than ${rule.minimum} sign-ins in ${span(rule.normalSeconds)}`,
        span(rule.measureSeconds),
      ]),
    ),
    table(
      ["name", "minimum", "stepped up past", "for"],
      [
        [
          surge.name,
          `${surge.minimum} failures in an hour`,
          `${surge.times} times an hour of the last week, of which ${surge.usualPerSignIn} for each sign-in count: a proof of work and ${surge.codeLength} digits`,
          span(surge.measureSeconds),
        ],
        [
          `${surge.name}, over a day`,
          `${surge.day.minimum} failures in a day`,
          `${surge.day.times} times a day of the last week: the same`,
          span(surge.measureSeconds),
        ],
      ],
    ),
  ].join("\n");
}

function row(rule: LimitRule): string[] {
  const { name, by, windowSeconds, soft, hard, reserved, callers, liftable } = rule;
  const kept = reserved === undefined ? "" : ` (${reserved} of them for known browsers)`;
  return [
    name,
    by.replace(/-(?=\d)/, " of IPv6 /"),
    windowSeconds === null ? "until a success" : span(windowSeconds),
    soft === undefined ? "" : `${soft}`,
    hard === undefined ? "" : `${hard}${kept}`,
    rule.strict === undefined ? "" : `${rule.strict}`,
    rule.raisedEvery === undefined ? "" : `1 for ${rule.raisedEvery}`,
    whatCounts(rule),
    callers === "all" ? "all" : `${callers} browsers`,
    liftable ? "yes" : "no",
  ];
}

function whatCounts({ adds, onSuccess }: LimitRule): string {
  const isMessage = adds.includes("open");
  if (isMessage) return onSuccess === "stays" ? "messages" : "messages that no sign-in follows";
  return adds.includes("stranger-guess") ? "guesses that fail" : "wrong codes";
}

function span(seconds: number): string {
  const [unit, name] = SECONDS.find(([each]) => seconds % each === 0) ?? [1, "second"];
  const count = seconds / unit;
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}
