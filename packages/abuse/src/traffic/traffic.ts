import type { E164 } from "@sixdigit/contracts";

/** Times are milliseconds from the beginning of the day; what was the day before is negative. */
export const DAY_MS = 86_400_000;

export const ATTACKS = ["bombing", "pumping", "spraying", "lock-out"] as const;
export type AttackName = (typeof ATTACKS)[number];

/** One person who wants to sign in, and how it goes. */
export type Visit = {
  at: number;
  phone: E164;
  /** Names the browser, whose cookies stay. */
  browser: string;
  address: string;
  /** Asks for a code and goes away. */
  isAbandoned: boolean;
  /** Mistypes the code once. */
  hasTypo: boolean;
  /** Does not wait for the message and asks for it again. */
  wantsResend: boolean;
  /** How long it takes to read the message and type its code. */
  typesAfterMs: number;
};

/** One thing that an attacker does: ask for a code, then guess at it with what was opened, and by the number alone. */
export type Shot = { at: number; phone: E164; address: string; guesses: number; guessesAsStranger: number };

export const VICTIM_PLACES = ["known browser", "new browser at home", "new browser elsewhere"] as const;
export type VictimPlace = (typeof VICTIM_PLACES)[number];

/** A person whose number others want to lock; who comes again when told to wait. */
export type VictimVisit = { at: number; place: VictimPlace; browser: string; address: string };

export type Day = {
  /** The day before, on which nobody attacks. */
  before: readonly Visit[];
  visits: readonly Visit[];
  shots: Readonly<Record<AttackName, readonly Shot[]>>;
  bombed: E164;
  victim: { phone: E164; visits: readonly VictimVisit[] };
};
