import { solveChallenge } from "altcha-lib/v1";
import type { Solved, Work } from "./puzzle.ts";

// Off the page's own thread, so that nothing on it stands still while the work is done.
addEventListener("message", async ({ data }: MessageEvent<Work>) => {
  const { challenge, salt, algorithm, maxnumber } = data;
  const solved: Solved = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  postMessage(solved);
});
