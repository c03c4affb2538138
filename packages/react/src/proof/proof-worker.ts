import { findNumber } from "./find-number.ts";
import type { Solved, Work } from "./puzzle.ts";

// Off the page's own thread, so that nothing on it stands still while the work is done.
addEventListener("message", ({ data }: MessageEvent<Work>) => {
  const startedAt = performance.now();
  const number = findNumber(data);
  const solved: Solved = number === null ? null : { number, took: Math.round(performance.now() - startedAt) };
  postMessage(solved);
});
