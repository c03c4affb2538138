import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("./server.ts", import.meta.url));
const COLLECT_ON_SIGNAL = new URL("./collect-on-signal.ts", import.meta.url).href;
const SHIFT_CLOCK = new URL("./shift-clock.ts", import.meta.url).href;

export type ServerProcess = Awaited<ReturnType<typeof startServer>>;

/** The server in a process of its own, ready to be asked. */
export async function startServer(
  variables: Record<string, string>,
  { clockOffBy = 0, collects = false }: { clockOffBy?: number; collects?: boolean } = {},
) {
  const shift = clockOffBy === 0 ? [] : ["--import", `${SHIFT_CLOCK}?seconds=${clockOffBy}`];
  const collect = collects ? ["--expose-gc", "--import", COLLECT_ON_SIGNAL] : [];
  const child = spawn(process.execPath, [...shift, ...collect, SERVER], {
    env: { LOG_LEVEL: "silent", HOST: "127.0.0.1", PORT: "0", ...variables },
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  const port = await portOf(child, output);
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    output,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    /** Sends a signal, and resolves with the exit code when it has ended. */
    async end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await once(child, "exit");
      return child.exitCode;
    },
  };
}

/** The port that it says it serves on. */
async function portOf(child: ChildProcess, output: { out: string; err: string }): Promise<string> {
  for (let waited = 0; waited < 60_000; waited += 20) {
    const port = /Sixdigit serves \S+ on \S+:(\d+)\n/.exec(output.out)?.[1];
    if (port) return port;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The server did not start:\n${output.out}${output.err}`);
}
