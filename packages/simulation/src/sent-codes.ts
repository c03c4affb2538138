import type { Challenge } from "@sixdigit/auth";

type Named = Pick<Challenge, "id" | "seed">;
const nameOf = ({ id, seed }: Named) => `${id} ${seed}`;

/** By challenge and seed, the codes that went out, or were about to. */
export function createSentCodes() {
  const codes = new Map<string, string>();
  let alike = 0;
  return {
    /** @returns whether it may be: each seed has one code, and two are alike by chance only, once in a great while */
    add(named: Named, code: string): boolean {
      const name = nameOf(named);
      if (!codes.has(name) && [...codes.values()].includes(code)) alike += 1;
      const isSame = code === (codes.get(name) ?? code);
      codes.set(name, code);
      return alike < 2 && isSame;
    },
    of: (named: Named): string | undefined => codes.get(nameOf(named)),
  };
}
