import { AuthError } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../src/index.ts";
import { describeAuthStore } from "./conformance.ts";
import { alice, at, bob, challengeOf, openIn, signInWith } from "./support/rows.ts";

describeAuthStore("the in-memory store", async () => {
  const store = createMemoryStore();
  return {
    store,
    count: async () => ({ ...store.counts(), signInEvents: signIns(store.auditEvents()) }),
    events: async () => [...store.auditEvents()],
    close: () => store.close(),
  };
});

function signIns(events: readonly { name: string }[]): number {
  return events.filter(({ name }) => name.startsWith("sign-in")).length;
}

const refusalOf = async (call: Promise<unknown>) => {
  const error = await call.catch((thrown: unknown) => thrown);
  return error instanceof AuthError && error.isWithoutEffect ? error.code : error;
};

describe("the bound on what the in-memory store keeps", () => {
  it("refuses a challenge that there is no room for, and keeps those that there are", async () => {
    const store = createMemoryStore({ maxRows: 2 });
    const [first, second, third] = [challengeOf(alice), challengeOf(alice), challengeOf(bob)];
    await openIn(store, first);
    await openIn(store, second);
    expect(await refusalOf(openIn(store, third))).toBe("UNAVAILABLE");
    expect(await store.findChallenge(first.id)).toEqual(first);
  });

  it("makes room within the hour, by dropping early what is over", async () => {
    const store = createMemoryStore({ maxRows: 1 });
    await openIn(store, challengeOf(alice));
    const later = (seconds: number) => challengeOf(bob, { createdAt: at(seconds) });
    expect(await refusalOf(openIn(store, later(3_595)))).toBe("UNAVAILABLE");
    const next = later(3_600);
    await openIn(store, next);
    expect(store.counts().challenges).toBe(1);
    expect(await store.findChallenge(next.id)).toEqual(next);
  });

  it("looks for room once in five seconds, so that many refusals cost little", async () => {
    const store = createMemoryStore({ maxRows: 1 });
    await openIn(store, challengeOf(alice));
    const open = (seconds: number) => refusalOf(openIn(store, challengeOf(bob, { createdAt: at(seconds) })));
    expect([await open(3_599), await open(3_603), await open(3_604)]).toEqual([
      "UNAVAILABLE",
      "UNAVAILABLE",
      true,
    ]);
  });

  it("does not spend a code when there is no room for its session", async () => {
    const store = createMemoryStore({ maxRows: 1 });
    const challenge = challengeOf(alice);
    await openIn(store, challenge);
    await store.completeSignIn(signInWith(challenge));
    await store.sweep(at(86_400));
    const next = challengeOf(alice, { createdAt: at(86_400), expiresAt: at(87_000) });
    await openIn(store, next);
    expect(await refusalOf(store.completeSignIn(signInWith(next, at(86_410))))).toBe("UNAVAILABLE");
    expect((await store.findChallenge(next.id))?.closedAt).toBeNull();
  });
});
