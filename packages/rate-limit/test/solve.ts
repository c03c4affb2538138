import type { ProofPuzzle } from "@sixdigit/contracts";
import { solveChallenge } from "altcha-lib/v1";

/** What the web app's worker does: finds the number and answers in ALTCHA's form. */
export async function solve(puzzle: ProofPuzzle | undefined): Promise<string> {
  if (!puzzle) throw new TypeError("no puzzle was asked");
  const { algorithm, challenge, salt, signature, maxnumber } = puzzle;
  const solution = await solveChallenge(challenge, salt, "SHA-256", maxnumber).promise;
  if (!solution) throw new Error("the puzzle has no solution");
  return Buffer.from(
    JSON.stringify({ algorithm, challenge, number: solution.number, salt, signature }),
  ).toString("base64");
}
