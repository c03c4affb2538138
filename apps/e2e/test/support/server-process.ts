import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

const MAIN = fileURLToPath(new URL("../../../server/start.js", import.meta.url));

export type ServerProcess = Awaited<ReturnType<typeof startServer>>;
type Variables = Record<string, string>;

/** The server as it is run: a process of its own, with nothing of this one's settings. */
export function spawnServer(variables: Variables = {}) {
  return spawnNode([MAIN], variables);
}

/** A process that calls itself what `npx` does, with the command in a shell below it. */
export function spawnLauncher(command: string) {
  const script = `process.title = "npm exec pnpm start";
    require("child_process").spawn("sh", ["-c", ${JSON.stringify(command)}], { stdio: "inherit" });`;
  return spawnNode(["-e", script], { PORT: "0" });
}

/** The people of these tests have neighbouring numbers and one address, and many never finish. */
const limits = [
  "sends-per-range-hour.soft=1000,sends-per-range-hour.hard=1000",
  "sends-per-network-hour.soft=1000,sends-per-network-hour.hard=1000",
].join();

function spawnNode(args: string[], variables: Variables, cwd = root) {
  const { PATH = "", SystemRoot = "" } = environment();
  const defaults = { NODE_ENV: "development", LOG_LEVEL: "info", LIMITS: limits };
  const env = { PATH, SystemRoot, ...defaults, ...variables };
  const child = spawn(process.execPath, args, { cwd, env });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  return { child, output };
}

/** Starts it on a free port and waits until it is ready. */
export async function startServer(variables: Variables = {}, { args = [MAIN], cwd = root } = {}) {
  const { child, output } = spawnNode(args, { PORT: "0", ...variables }, cwd);
  const url = await readyAddress(child, output);
  return {
    url,
    output,
    child,
    async [Symbol.asyncDispose]() {
      await stop(child);
    },
  };
}

/** The address that it prints. */
export async function readyAddress(
  child: ChildProcess,
  output: { out: string; err: string },
): Promise<string> {
  for (let waited = 0; waited < 30_000; waited += 25) {
    const port = /(?:ready at http:\/\/localhost|serves https:\S+ on 127\.0\.0\.1):(\d+)/.exec(
      output.out,
    )?.[1];
    if (port) return `http://localhost:${port}`;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The server did not start:\n${output.out}${output.err}`);
}

export async function stop(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  if (child.exitCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  return child.exitCode;
}

/** How a start that fails ends. */
export async function failingStart(variables: Variables) {
  const { child, output } = spawnServer(variables);
  await once(child, "close");
  return { code: child.exitCode, lines: output.err.trimEnd().split("\n"), out: output.out };
}

function environment(): Record<string, string | undefined> {
  // biome-ignore lint/style/noProcessEnv: a child process needs the path of this one
  return process.env;
}
