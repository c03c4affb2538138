import { DAILY_CAP } from "./events.ts";
import type { LimitRule } from "./rule.ts";

/** How a rule is changed: `name.soft`, `name.hard` or `name.window` (seconds). */
export type LimitChange = { name: string; line: "soft" | "hard" | "window"; value: number };
export type LimitChanges = { changes: readonly LimitChange[]; dailyCap: number | undefined };

const CHANGE = /^([a-z0-9-]+)\.(soft|hard|window)=(\d{1,9})$/;

/** @returns the changes, or what is wrong with the first one that is */
export function readChanges(text: string, rules: readonly LimitRule[]): LimitChange[] | string {
  const changes: LimitChange[] = [];
  for (const each of text.split(",").map((part) => part.trim())) {
    const [, name = "", line = "", digits = ""] = CHANGE.exec(each) ?? [];
    const rule = rules.find((known) => known.name === name);
    if (name === "") return "must be a list such as sends-per-network-hour.hard=120";
    if (!rule) return `there is no limit called ${name}`;
    const has = { soft: rule.soft, hard: rule.hard, window: rule.windowSeconds ?? undefined };
    if (!isLine(line) || has[line] === undefined) return `${name} has no ${line}`;
    if (Number(digits) < 1) return `${name}.${line} must be 1 at least`;
    changes.push({ name, line, value: Number(digits) });
  }
  return changes;
}

function isLine(text: string): text is LimitChange["line"] {
  return text === "soft" || text === "hard" || text === "window";
}

/** A tenth of the messages of a day is kept for browsers that are known. */
const RESERVED = 0.1;

export function changeRules(rules: readonly LimitRule[], { changes, dailyCap }: LimitChanges): LimitRule[] {
  return rules.map((rule) => {
    const mine = changes.filter(({ name }) => name === rule.name);
    const changed = mine.reduce(change, rule);
    const isCapped = rule.name === DAILY_CAP && dailyCap !== undefined;
    return isCapped ? { ...changed, hard: dailyCap, reserved: Math.floor(dailyCap * RESERVED) } : changed;
  });
}

function change(rule: LimitRule, { line, value }: LimitChange): LimitRule {
  if (line === "window") return { ...rule, windowSeconds: value };
  return { ...rule, [line]: value };
}
