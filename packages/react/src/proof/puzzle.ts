import type { ProofPuzzle } from "@sixdigit/contracts";

/** What the worker is told, and what it answers. */
export type Work = Pick<ProofPuzzle, "algorithm" | "challenge" | "salt" | "maxnumber">;
export type Solved = { number: number; took: number } | null;
