import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { stopWithLauncher } from "./launcher.ts";

/**
 * Runs so many processes of the server on one port, for machines with more than one core. One that ends by itself is
 * replaced; one that never came to listen ends them all, since the next would fare no better. A signal stops them all, and a
 * second one at once.
 *
 * @param onReady is called with the port once all of them listen
 */
export function superviseWorkers(count: number, onReady: (port: number) => void): void {
  const listening = new Set<Worker>();
  let isStopping = false;
  let isReady = false;

  function start(): void {
    const worker = cluster.fork();
    worker.once("listening", ({ port }) => {
      listening.add(worker);
      if (isReady || listening.size < count) return;
      isReady = true;
      onReady(port);
    });
    worker.once("exit", () => {
      const hasListened = listening.delete(worker);
      if (isStopping) return;
      if (hasListened) start();
      else void stop("SIGTERM", 1);
    });
  }

  async function stop(signal: NodeJS.Signals, exitCode: number): Promise<void> {
    const workers = Object.values(cluster.workers ?? {}).filter((each) => each !== undefined);
    for (const worker of workers) worker.process.kill(isStopping ? "SIGKILL" : signal);
    if (isStopping) process.exit(1);
    isStopping = true;
    await Promise.all(workers.map((worker) => worker.isDead() || once(worker, "exit")));
    process.exit(exitCode);
  }

  for (let started = 0; started < count; started++) start();
  process.on("SIGTERM", () => void stop("SIGTERM", 0));
  process.on("SIGINT", () => void stop("SIGTERM", 0));
  stopWithLauncher(() => void stop("SIGTERM", 0));
}
