import { auth } from "./explained/auth.ts";
import { contracts } from "./explained/contracts.ts";
import { rateLimit } from "./explained/rate-limit.ts";
import { sms } from "./explained/sms.ts";

/** Mutations that no test can or should notice. A row holds for every place with that text in the file. */
export type Explained = { file: string; original: string; replacement?: string; why: string };

/** Those of one package. */
export function explainedIn(name: string): readonly Explained[] {
  return { auth, contracts, "rate-limit": rateLimit, sms }[name] ?? [];
}
