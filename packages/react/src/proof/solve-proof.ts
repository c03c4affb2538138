import type { ProofPuzzle } from "@sixdigit/contracts";
import type { Solved, Work } from "./puzzle.ts";

/**
 * Works a puzzle out in a worker of its own.
 *
 * @returns the solution as the server reads it: ALTCHA's payload, as base64 of JSON
 * @throws Error when there is no solution, the worker fails, or `signal` is aborted
 */
export async function solveProof(puzzle: ProofPuzzle, signal: AbortSignal): Promise<string> {
  const { algorithm, challenge, salt, signature, maxnumber } = puzzle;
  const solved = await work({ algorithm, challenge, salt, maxnumber }, signal);
  if (!solved) throw new Error("the puzzle has no solution");
  const { number, took } = solved;
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took }));
}

function work(task: Work, signal: AbortSignal): Promise<Solved> {
  const worker = new Worker(new URL("./proof-worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Solved>();
  worker.onmessage = ({ data }: MessageEvent<Solved>) => resolve(data);
  worker.onerror = () => reject(new Error("the worker failed"));
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  worker.postMessage(task);
  return promise.finally(() => worker.terminate());
}
