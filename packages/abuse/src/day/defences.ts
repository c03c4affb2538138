import {
  changeTables,
  type LimitRule,
  type LimitTables,
  limitTables,
  type ProofPolicy,
} from "@sixdigit/rate-limit";

export type Defence = {
  tables: LimitTables;
  proofPolicy: ProofPolicy;
  /** Whether a browser shows the cookie by which it is known. */
  knowsBrowsers: boolean;
};

/** What an operator sets who expects 20,000 sign-ins a day: all else is as it comes. */
export const DAILY_CAP = 50_000;

export const product: Defence = {
  tables: changeTables(limitTables, { changes: [], dailyCap: DAILY_CAP }),
  proofPolicy: "suspicious",
  knowsBrowsers: true,
};

/** Of the table, the hard lines per number and per address, for every call and whatever comes of it. */
function hardLineOnly({
  soft: _,
  strict: __,
  reserved: ___,
  raisedEvery: ____,
  ...rule
}: LimitRule): LimitRule {
  const onSuccess = rule.onSuccess === "gives-back" ? "stays" : rule.onSuccess;
  return { ...rule, callers: "all", onSuccess };
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** What most services have. */
export const phoneAndAddressOnly: Defence = {
  tables: {
    ...limitTables,
    rules: limitTables.rules
      .filter(({ by, hard }) => hard !== undefined && (by === "phone" || by.startsWith("network")))
      .map(hardLineOnly),
    conversion: [],
    surge: { ...limitTables.surge, minimum: NEVER, day: { minimum: NEVER, times: 1 } },
  },
  proofPolicy: "never",
  knowsBrowsers: false,
};
