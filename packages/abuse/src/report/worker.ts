// Runs one day and tells what came of it. Started by play-all.ts.
import { parentPort, workerData } from "node:worker_threads";
import { play, type Run } from "./runs.ts";

parentPort?.postMessage(await play(workerData as Run));
