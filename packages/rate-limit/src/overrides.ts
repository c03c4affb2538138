import { DAILY_CAP } from "./events.ts";
import type { LimitRule } from "./rule.ts";
import type { LimitTables } from "./tables.ts";

/** One number of the tables by its name: a rule's `soft`, `hard` or `window`, or the `minimum` of what is watched. */
export type LimitChange = { name: string; line: string; value: number };
export type LimitChanges = { changes: readonly LimitChange[]; dailyCap?: number | undefined };

const CHANGE = /^([a-z0-9-]+)\.([a-z]+)=(\d{1,9})$/;

/** @returns the changes, or what is wrong with the first one that is */
export function readChanges(text: string, tables: LimitTables): LimitChange[] | string {
  const changes: LimitChange[] = [];
  for (const each of text.split(",").map((part) => part.trim())) {
    const [, name = "", line = "", digits = ""] = CHANGE.exec(each) ?? [];
    if (name === "") return "must be a list such as sends-per-network-hour.hard=120";
    const lines = linesOf(name, tables);
    if (!lines) return `there is no limit called ${name}`;
    if (!lines.includes(line)) return `${name} has no ${line}`;
    if (Number(digits) < 1) return `${name}.${line} must be 1 at least`;
    changes.push({ name, line, value: Number(digits) });
  }
  return changes;
}

function linesOf(name: string, { rules, conversion, surge, brake }: LimitTables): string[] | undefined {
  const rule = rules.find((each) => each.name === name);
  if (rule) {
    const all = { soft: rule.soft, hard: rule.hard, window: rule.windowSeconds ?? undefined };
    return Object.entries(all).flatMap(([line, value]) => (value === undefined ? [] : line));
  }
  if (name === brake.name) return ["hard", "window"];
  const isWatched = [surge, ...conversion].some((each) => each.name === name);
  return isWatched ? ["minimum"] : undefined;
}

/** A tenth of the messages of a day is kept for browsers that are known. */
const RESERVED = 0.1;

export function changeTables(tables: LimitTables, { changes, dailyCap }: LimitChanges): LimitTables {
  const changed = (name: string, line: string) =>
    changes.findLast((each) => each.name === name && each.line === line)?.value;
  const changeMinimum = <T extends { name: string; minimum: number }>(each: T): T => ({
    ...each,
    minimum: changed(each.name, "minimum") ?? each.minimum,
  });
  const changeRule = (rule: LimitRule): LimitRule => {
    const capped = rule.name === DAILY_CAP && dailyCap !== undefined ? capAt(rule, dailyCap) : rule;
    const { soft = capped.soft, hard = capped.hard } = {
      soft: changed(rule.name, "soft"),
      hard: changed(rule.name, "hard"),
    };
    return {
      ...capped,
      windowSeconds: changed(rule.name, "window") ?? capped.windowSeconds,
      ...(soft !== undefined && { soft }),
      ...(hard !== undefined && { hard }),
    };
  };
  return {
    rules: tables.rules.map(changeRule),
    conversion: tables.conversion.map(changeMinimum),
    surge: changeMinimum(tables.surge),
    brake: {
      ...tables.brake,
      hard: changed(tables.brake.name, "hard") ?? tables.brake.hard,
      windowSeconds: changed(tables.brake.name, "window") ?? tables.brake.windowSeconds,
    },
  };
}

function capAt(rule: LimitRule, dailyCap: number): LimitRule {
  return { ...rule, hard: dailyCap, reserved: Math.floor(dailyCap * RESERVED) };
}
