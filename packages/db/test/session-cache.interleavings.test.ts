import { describe, expect, it } from "vitest";
import {
  anotherProcess,
  reconnection,
  rotation,
  type Scene,
  sameProcess,
  signInHere,
  signInRevokedElsewhere,
  undropped,
  unfenced,
  uses,
} from "./support/cache-scenes.ts";
import { everyInterleaving } from "./support/interleavings.ts";

/** Runs every order of the actors' steps, and looks after each step, or at the end only. */
function countWrong(
  lengths: number[],
  look: "always" | "at the end",
  scene: () => Scene,
): { orders: number; wrong: number } {
  let wrong = 0;
  const orders = everyInterleaving(lengths, (order) => {
    const { actors, isWronglyAccepted } = scene();
    const next = actors.map(() => 0);
    let isWrong = false;
    for (const actor of order) {
      actors[actor]?.[next[actor] as number]?.();
      next[actor] = (next[actor] as number) + 1;
      if (look === "always") isWrong ||= isWronglyAccepted();
    }
    if (isWrong || isWronglyAccepted()) wrong += 1;
  });
  return { orders, wrong };
}

describe("however a revocation, requests, looks at the revocations and time fall together", () => {
  const MINUTES = 60_000;

  it("no request here is let in by what was kept, once the revocation is acknowledged", {
    timeout: 20 * MINUTES,
  }, () => {
    expect(countWrong([2, 3, 3, 3, 1], "always", () => sameProcess())).toEqual({
      orders: 1_108_800,
      wrong: 0,
    });
  });

  it("none elsewhere is, a second after it", { timeout: 20 * MINUTES }, () => {
    const none = { orders: 360_360, wrong: 0 };
    expect(countWrong([2, 3, 6, 2], "always", anotherProcess)).toEqual(none);
    expect(countWrong([2, 3, 6, 2], "at the end", anotherProcess)).toEqual(none);
  });

  it("no session is kept from its sign-in on that is over, and none of those that the sign-in has ended", {
    timeout: 20 * MINUTES,
  }, () => {
    expect(countWrong([3, 2, 3, 3], "always", signInHere)).toEqual({ orders: 92_400, wrong: 0 });
    const elsewhere = countWrong([2, 3, 6, 2], "always", signInRevokedElsewhere);
    expect(elsewhere).toEqual({ orders: 360_360, wrong: 0 });
  });

  it("no secret is let in by what was kept, once its rotation here is answered, or a second after one elsewhere", {
    timeout: 20 * MINUTES,
  }, () => {
    const here = countWrong([2, 3, 3, 2], "always", () => rotation({ isHere: true, looks: 1 }));
    expect(here).toEqual({ orders: 25_200, wrong: 0 });
    const elsewhere = countWrong([2, 3, 6, 2], "always", () => rotation({ isHere: false, looks: 2 }));
    expect(elsewhere).toEqual({ orders: 360_360, wrong: 0 });
  });

  it("no revocation is missed while the connection to the feed is lost", { timeout: 20 * MINUTES }, () => {
    expect(countWrong([1, 3, 8, 2], "always", () => reconnection())).toEqual({ orders: 180_180, wrong: 0 });
  });

  it("a use that is noted keeps nothing that is over", { timeout: 20 * MINUTES }, () => {
    for (const ends of [true, false]) {
      const counted = countWrong([1, 1, 3, 3, 2], "always", () => uses({ ends }));
      expect(counted).toEqual({ orders: 50_400, wrong: 0 });
    }
  });

  it("a cache with a mistake is found out: one that keeps what was forgotten, and one that outlives its connection", {
    timeout: 20 * MINUTES,
  }, () => {
    const late = countWrong([2, 3, 3, 0, 0], "always", () => sameProcess(unfenced));
    expect(late).toEqual({ orders: 560, wrong: 100 });
    const missed = countWrong([1, 3, 8, 2], "at the end", () => reconnection(undropped));
    expect(missed).toEqual({ orders: 180_180, wrong: 9_644 });
  });
});
