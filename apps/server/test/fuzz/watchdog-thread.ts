import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { Watched } from "./watchdog.ts";

let timer: NodeJS.Timeout | undefined;

parentPort?.on("message", ({ place, text }: Watched) => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    // What a thread prints goes through the main one, which stands still.
    writeSync(1, `CRASH at ${place} (the process stands still): ${JSON.stringify(text)}\n`);
    process.kill(process.pid, "SIGKILL");
  }, workerData);
});

parentPort?.postMessage("ready");
