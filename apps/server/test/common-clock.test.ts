import { describe, expect, it } from "vitest";
import { createCommonClock } from "../src/common-clock.ts";

const MINUTE = 60_000;
const SYSTEM = new Date("2026-01-01T00:05:00.000Z");
const DATABASE = Date.parse("2026-01-01T00:00:00.000Z");

/** A local count that is moved by hand, and the common clock on it. */
function started() {
  let count = 1_000;
  const common = createCommonClock(() => count, SYSTEM);
  const pass = (ms: number) => {
    count += ms;
  };
  return { ...common, pass, count: () => count };
}

describe("the clock that all instances share", () => {
  it("is the system's until the database's is known, and then that one, carried on", () => {
    const { clock, correct, pass, count } = started();
    expect(clock()).toEqual(SYSTEM);
    correct({ at: new Date(DATABASE), askedAt: count(), answeredAt: count() });
    pass(MINUTE);
    expect(clock()).toEqual(new Date(DATABASE + MINUTE));
  });

  it("takes half of the time that a reading took for its way back", () => {
    const { clock, correct, pass, count } = started();
    const askedAt = count();
    pass(400);
    correct({ at: new Date(DATABASE), askedAt, answeredAt: count() });
    expect(clock()).toEqual(new Date(DATABASE + 200));
  });

  it("does not move for a reading that may be off by more than it differs", () => {
    const { clock, correct, pass, count } = started();
    correct({ at: new Date(DATABASE), askedAt: count(), answeredAt: count() });
    const askedAt = count();
    pass(2_000);
    correct({ at: new Date(DATABASE + 1_990), askedAt, answeredAt: count() });
    expect(clock()).toEqual(new Date(DATABASE + 2_000));
  });

  it("follows a database whose clock was set", () => {
    const { clock, correct, count } = started();
    correct({ at: new Date(DATABASE), askedAt: count(), answeredAt: count() });
    correct({ at: new Date(DATABASE + MINUTE), askedAt: count(), answeredAt: count() });
    expect(clock()).toEqual(new Date(DATABASE + MINUTE));
  });
});
