import { explore } from "@sixdigit/testing/explore";
import { session, sessionMistakes } from "../../model/session.ts";
import { signIn, signInMistakes } from "../../model/sign-in.ts";

type Explored = ReturnType<typeof explore>;
type Scope = { name: string; explore(broken?: string, shorterThan?: number): Explored };

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
type SessionBounds = Parameters<typeof session>[0];
const sessionScope = (name: string, bounds: SessionBounds): Scope => ({
  name,
  explore: (broken, shorterThan) => explore(session(bounds, broken), { shorterThan }),
});
export const sessionScopes: Scope[] = [
  sessionScope("two processes, no rotation, all callers at both", {
    ...{ secrets: 1, one: [0, 1], two: [0, 1], revoker: [0, 1] },
  }),
  sessionScope("two processes, one rotation, a caller at each, an end at one", {
    ...{ secrets: 2, one: [0], two: [1], revoker: [0] },
  }),
  sessionScope("two processes, two rotations, a caller at both, an end at one", {
    ...{ secrets: 3, one: [0, 1], two: [], revoker: [0] },
  }),
  sessionScope("two processes, two rotations, a caller at each, ends by reuse only", {
    ...{ secrets: 3, one: [0], two: [1], revoker: [] },
  }),
];

/** Each mistake, with a search for the shortest way to a violation: in all scopes, and of equal ways the first. */
export const seededMistakes = [
  ...Object.entries(signInMistakes).map(([rule, words]) => seeded(rule, words, signInScopes)),
  ...Object.entries(sessionMistakes).map(([rule, words]) => seeded(rule, words, sessionScopes)),
];

function seeded(rule: string, words: string, scopes: Scope[]) {
  const find = () => {
    let shortest: Explored["broken"];
    for (const scope of scopes) {
      const { broken } = scope.explore(rule, shortest?.trace.length);
      if (broken && broken.trace.length < (shortest?.trace.length ?? Number.POSITIVE_INFINITY))
        shortest = broken;
    }
    return shortest;
  };
  return { words, find };
}
