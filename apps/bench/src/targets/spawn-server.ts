import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

export type ServerProcess = AsyncDisposable & { pid: number; url: string; child: ChildProcess };

/**
 * Runs a script on this Node, with nothing of this process's settings, until it says that it is ready.
 *
 * @param options.ready matches what it then prints, with the port in its first group where no port was given
 */
export async function spawnServer(
  script: string,
  options: {
    args?: string[];
    nodeArgs?: string[];
    variables?: Record<string, string>;
    ready: RegExp;
    port?: number;
  },
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), script, ...(options.args ?? [])], {
    cwd: ROOT,
    env: { NODE_ENV: "production", ...options.variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = await printedBy(child, options.ready);
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${options.port ?? printed[1]}`,
    child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await exit;
      clearTimeout(late);
    },
  };
}

function printedBy(child: ChildProcess, ready: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text = (text + chunk).slice(-10_000);
      const found = ready.exec(text);
      if (found) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`a server ended with ${code}:\n${text}`)));
  });
}
