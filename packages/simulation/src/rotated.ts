import { createKeyring } from "@sixdigit/auth";
import { testCodes } from "./numbers.ts";

export const START = Date.parse("2026-01-01T00:00:00.000Z");

/** One after the other, as an operator brings in a new secret: known first, then used, then the old one goes. */
export const SECRETS = [
  "the first secret of the simulation, long",
  "the second secret of the simulation, long",
] as const;
export const SECRET_STAGES = [[SECRETS[0]], SECRETS, [SECRETS[1], SECRETS[0]], [SECRETS[1]]] as const;
export const TEST_NUMBERS = { testPhones: { codes: testCodes } };
export const SETTINGS = [
  {},
  { maxAttempts: 3 },
  { codeLength: 8 },
  { codeTtl: 300 },
  { maxSessions: 1 },
  { allowedCountries: new Set(["GB"]) },
  TEST_NUMBERS,
  { testPhones: { codes: testCodes, until: new Date(START - 3_600_000) } },
] as const;

export const codeKeys = SECRET_STAGES.map((secrets) => createKeyring([...secrets] as [string]));
export const allKeys = createKeyring(SECRETS);
