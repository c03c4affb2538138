import { auth } from "./explained/auth.ts";
import { contracts } from "./explained/contracts.ts";
import { rateLimit } from "./explained/rate-limit.ts";
import { sms } from "./explained/sms.ts";
import type { Survivor } from "./report.ts";

/** Mutations that no test can or should notice. A row holds wherever the one text becomes the other in the file. */
export type Explained = { file: string; original: string; replacement: string; why: string };

/** Those of one package. */
export function explainedIn(name: string): readonly Explained[] {
  return { auth, contracts, "rate-limit": rateLimit, sms }[name] ?? [];
}

/** The row for a mutation that no test noticed. */
export function explanationOf(survivor: Survivor, explained: readonly Explained[]): Explained | undefined {
  return explained.find(
    ({ file, original, replacement }) =>
      file === survivor.file && original === survivor.original && replacement === survivor.replacement,
  );
}
