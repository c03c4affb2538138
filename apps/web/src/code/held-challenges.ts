import type { E164 } from "@sixdigit/contracts";

/**
 * The challenge that this tab was given for each number. In memory only: tabs share the cookie, which names the last
 * challenge of any of them; after a reload that one is all there is.
 */
export const heldChallenges = new Map<E164, string>();
