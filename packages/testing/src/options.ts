import { parseArgs } from "node:util";

/** An option of a command: a whole number, `least` at the least, or any text. */
export type Option = { least: number; otherwise?: number } | { otherwise: string };
type Value<Each extends Option> = Each extends { otherwise: infer Otherwise }
  ? Otherwise extends string
    ? string
    : number
  : number | undefined;

/**
 * The options of a command, as `--seeds 1000`.
 *
 * @throws Error whose message says in one line what is wrong and what can be said
 */
export function readOptions<Options extends Record<string, Option>>(
  options: Options,
  args: string[] = process.argv.slice(2),
): { [Name in keyof Options]: Value<Options[Name]> } {
  const all = Object.keys(options)
    .map((name) => `--${name}`)
    .join(", ");
  const asTexts = Object.fromEntries(Object.keys(options).map((name) => [name, { type: "string" as const }]));
  let said: Record<string, string | undefined>;
  try {
    said = { ...parseArgs({ args, options: asTexts }).values };
  } catch {
    throw new Error(`what can be said is ${all}, each with a value behind it`);
  }
  const values = Object.entries(options).map(([name, option]) => [name, readValue(name, option, said[name])]);
  return Object.fromEntries(values);
}

function readValue(name: string, option: Option, text: string | undefined): number | string | undefined {
  if (text === undefined || !("least" in option)) return text ?? option.otherwise;
  const isWhole = /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) && Number(text) >= option.least;
  if (!isWhole) throw new Error(`--${name} must be a whole number, ${option.least} or more, and not ${text}`);
  return Number(text);
}

/** For commands: what is thrown is told in its one line, and ends the process. */
export function orEnd<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return process.exit(2);
  }
}
