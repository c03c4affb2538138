import { explore } from "@sixdigit/testing/explore";
import { session, sessionMistakes } from "../../model/session.ts";
import { signIn, signInMistakes } from "../../model/sign-in.ts";

type Scope = { name: string; explore(broken?: string): ReturnType<typeof explore> };

/**
 * How much of each model is explored, small ones first: each has some of its numbers as they are and the others as small as
 * they can be, because all of them at once would be hours.
 */
export const signInScopes: Scope[] = [
  {
    name: "one challenge, five attempts of each kind, two codes, two who resend",
    explore: (broken) =>
      explore(signIn({ holder: 5, stranger: 5, slots: [0], codes: 2, resend: ["person", "tab"] }, broken)),
  },
  {
    name: "two challenges, two codes each, one who resends, one attempt of each kind",
    explore: (broken) =>
      explore(signIn({ holder: 1, stranger: 1, slots: [0, 1], codes: 2, resend: ["person"] }, broken)),
  },
];
export const sessionScopes: Scope[] = [
  {
    name: "two processes, other sessions in the feed, no rotation",
    explore: (broken) => explore(session({ secrets: 1, others: 1 }, broken)),
  },
  {
    name: "two processes, one rotation",
    explore: (broken) => explore(session({ secrets: 2, others: 0 }, broken)),
  },
];
const sessionMistakesScope: Scope = {
  name: "two processes, other sessions in the feed, two rotations",
  explore: (broken) => explore(session({ secrets: 3, others: 1 }, broken)),
};

/** Each mistake, with the scopes in which it is looked for. */
export const seededMistakes = [
  ...Object.entries(signInMistakes).map(([rule, words]) => ({ rule, words, scopes: signInScopes })),
  ...Object.entries(sessionMistakes).map(([rule, words]) => ({
    ...{ rule, words },
    scopes: [sessionMistakesScope],
  })),
];
