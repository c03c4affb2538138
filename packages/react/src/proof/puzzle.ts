/** A proof of work as ALTCHA writes it: the number below `maxnumber` whose hash with `salt` is `challenge`. */
export type Puzzle = {
  algorithm: string;
  challenge: string;
  salt: string;
  signature: string;
  maxnumber?: number | undefined;
};

/** What the worker is told, and what it answers. */
export type Work = Pick<Puzzle, "algorithm" | "challenge" | "salt" | "maxnumber">;
export type Solved = { number: number; took: number } | null;
