import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Where there is no `.env` file of somebody's own. */
const elsewhere = fileURLToPath(new URL(".", import.meta.url));

/** `pnpm ops` as a process of its own, with these variables and no others. */
export const ops = (args: string, variables: Record<string, string> = {}, cwd = elsewhere) =>
  command("ops", args === "" ? [] : args.split(" "), variables, cwd);

/** `pnpm risk`, likewise. */
export const risk = (variables: Record<string, string> = {}) => command("risk", [], variables, elsewhere);

async function command(name: string, words: string[], variables: Record<string, string>, cwd: string) {
  const script = fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [script, ...words], { cwd, env: variables });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  await once(child, "close");
  return { code: child.exitCode, out: output.out.trimEnd(), err: output.err.trimEnd() };
}
