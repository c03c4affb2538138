import { type ChildProcessByStdio, spawn } from "node:child_process";
import { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import type { Binaries } from "./binaries.ts";
import type { RunAs } from "./run-as.ts";

export type ServerProcess = { stop(): Promise<void>; onLoss(listener: () => void): void };
export type Launch = { binaries: Binaries; data: string; port: number; flags: string[]; runAs: RunAs };

/**
 * Runs the server and, beside it, somebody who stops it when its standard input ends: so the server never outlives this
 * process, however that ends. SIGINT asks Postgres for a fast, clean shutdown.
 */
const RUN_WHILE_INPUT_IS_OPEN = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ read -r _ <&3; kill -INT $server; } & watcher=$!
wait $server; status=$?
kill $watcher
exit $status`;

/** Resolves when the server takes connections; rejects with what it wrote (`stderr`) when it ends before. */
export function startServer(launch: Launch): Promise<ServerProcess> {
  const child = launchServer(launch);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return new Promise((resolve, reject) => {
    let stderr = "";
    child.once("error", reject);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-10_000);
      if (text.includes("database system is ready to accept connections")) {
        keepAlive(child, "unref");
        resolve(running(child, launch, ended));
      }
    });
    void ended.then(() => reject(Object.assign(new Error("Postgres ended at its start"), { stderr })));
  });
}

function running(child: Child, launch: Launch, ended: Promise<void>): ServerProcess {
  let isStopping = false;
  return {
    stop() {
      isStopping = true;
      return stopServer(child, launch, ended);
    },
    onLoss: (listener) => void ended.then(() => isStopping || listener()),
  };
}

function launchServer({ binaries, data, port, flags, runAs }: Launch) {
  const args = ["-D", data, "-p", String(port), ...flags];
  const isWindows = process.platform === "win32";
  const [command, ...rest] = isWindows
    ? [binaries.postgres, ...args]
    : ["/bin/sh", "-c", RUN_WHILE_INPUT_IS_OPEN, "sixdigit-postgres", binaries.postgres, ...args];
  // Detached: Ctrl-C goes to the whole group, and would end the database before the server has finished its work.
  return spawn(command, rest, {
    cwd: data,
    stdio: ["pipe", "ignore", "pipe"],
    detached: !isWindows,
    ...runAs,
  });
}

type Child = ChildProcessByStdio<Writable, null, Readable>;

async function stopServer(child: Child, { binaries, data, runAs }: Launch, ended: Promise<void>) {
  keepAlive(child, "ref");
  child.stdin.end();
  if (process.platform === "win32") spawn(binaries.pg_ctl, ["stop", "-m", "fast", "-D", data], { ...runAs });
  await ended;
}

/** Whether this process stays alive for the server: not while it runs, so that one with nothing left to do may end. */
function keepAlive(child: Child, how: "ref" | "unref"): void {
  child[how]();
  for (const pipe of [child.stdin, child.stderr]) if (pipe instanceof Socket) pipe[how]();
}
