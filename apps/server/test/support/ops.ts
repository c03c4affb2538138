import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../src/ops.ts", import.meta.url));
/** Where there is no `.env` file of somebody's own. */
const elsewhere = fileURLToPath(new URL(".", import.meta.url));

/** `pnpm ops` as a process of its own, with these variables and no others. */
export async function ops(args: string, variables: Record<string, string> = {}, cwd = elsewhere) {
  const words = args === "" ? [] : args.split(" ");
  const child = spawn(process.execPath, [SCRIPT, ...words], { cwd, env: variables });
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
