import { hash } from "node:crypto";
import type { ProofPuzzle } from "@sixdigit/contracts";

/** What the web app's worker does, without a promise for each hash: finds the number and answers in ALTCHA's form. */
export async function solve(puzzle: ProofPuzzle | undefined): Promise<string> {
  if (!puzzle) throw new TypeError("no puzzle was asked");
  const { algorithm, challenge, salt, signature, maxnumber } = puzzle;
  for (let number = 0; number <= maxnumber; number += 1) {
    if (hash("sha256", `${salt}${number}`) !== challenge) continue;
    return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString("base64");
  }
  throw new Error("the puzzle has no solution");
}
