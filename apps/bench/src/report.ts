import { NAMES } from "./open-targets.ts";
import type { Kind, Result } from "./rounds.ts";
import type { StartAndMemory } from "./start-and-memory.ts";
import type { Spread } from "./statistics.ts";
import type { Latency } from "./under-load.ts";

export type Report = {
  /** One line each: versions, the machine. */
  setting: readonly string[];
  results: readonly Result[];
  underLoad: { perSecond: number; latencies: readonly Latency[] };
  starts: readonly StartAndMemory[];
};

/** The tables as Markdown, as they stand in docs/performance.md. */
export function renderReport({ setting, results, underLoad, starts }: Report): string {
  return [
    ...setting,
    "",
    "### A complete sign-in",
    "",
    "Request, verify, ten session checks, sign out.",
    "",
    ...cpuTable(results, "signIn", NAMES.betterAuth, "of better-auth"),
    "",
    "### A session check",
    "",
    ...cpuTable(results, "check", NAMES.empty, "of the procedure that does nothing"),
    "",
    "### Request and verify alone",
    "",
    ...cpuTable(results, "requestAndVerify", NAMES.betterAuth, "of better-auth"),
    "",
    `### Times while ${underLoad.perSecond} people a second sign in completely`,
    "",
    "Seventy percent of what the server on Postgres can do here.",
    "",
    ...table(
      ["step", "p50 ms", "p99 ms", "p99 / p50"],
      underLoad.latencies.map(({ step, p50, p99 }) => [
        step,
        p50.toFixed(1),
        p99.toFixed(1),
        (p99 / p50).toFixed(1),
      ]),
    ),
    "",
    "### Start and memory",
    "",
    ...table(
      ["storage", "ready after s", "idle MB", "after load MB"],
      starts.map(({ storage, readySeconds, idleMegabytes, loadedMegabytes }) => [
        storage,
        readySeconds.toFixed(2),
        idleMegabytes.toFixed(0),
        loadedMegabytes.toFixed(0),
      ]),
    ),
  ].join("\n");
}

function cpuTable(results: readonly Result[], kind: Kind, base: string, ofWhat: string): string[] {
  const ofKind = results.filter((each) => each.kind === kind);
  const one = ofKind.find((each) => each.target === base)?.serverCpu.median ?? Number.NaN;
  return table(
    ["", "server CPU s / 1,000", "lowest to highest", ofWhat, "Postgres CPU s / 1,000", "a second"],
    ofKind.map(({ target, serverCpu, postgresCpu, perSecond }) => [
      target,
      serverCpu.median.toFixed(2),
      range(serverCpu),
      `${(serverCpu.median / one).toFixed(2)} x`,
      postgresCpu.median === 0 ? "" : postgresCpu.median.toFixed(2),
      perSecond.median.toFixed(0),
    ]),
  );
}

const range = ({ lowest, highest }: Spread) => `${lowest.toFixed(2)} to ${highest.toFixed(2)}`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** Puts text between two marks of a page, in the place of what is there. */
export function replaceBetween(page: string, mark: string, text: string): string {
  const [begin, end] = [`<!-- ${mark}: begin -->`, `<!-- ${mark}: end -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no place for ${mark}.`);
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}
