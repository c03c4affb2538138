import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DELIVERY_STATUSES, type DeliveryStatus, laterStatus, statusesBefore } from "../src/index.ts";

const status = fc.constantFrom(...DELIVERY_STATUSES);
const endOf = (reported: readonly DeliveryStatus[]) =>
  reported.reduce<DeliveryStatus>((current, each) => laterStatus(current, each), "unknown");

describe("the status of a delivery", () => {
  it.each([
    ["delivered", "sent", "delivered"],
    ["delivered", "failed", "delivered"],
    ["failed", "sent", "failed"],
    ["queued", "delivered", "delivered"],
    ["sent", "failed", "failed"],
    ["sent", "unknown", "sent"],
    ["refused", "unknown", "refused"],
    ["refused", "failed", "failed"],
  ] as const)("%s, then reported %s, is %s", (current, reported, expected) => {
    expect(laterStatus(current, reported)).toBe(expected);
  });

  it("replaces those that say less", () => {
    const others = ["unknown", "refused", "queued", "sent", "failed"];
    expect(statusesBefore("delivered")).toEqual(others);
    expect(statusesBefore("sent")).toEqual(others.slice(0, 3));
    expect(statusesBefore("unknown")).toEqual([]);
  });

  it("is the same in the end in whatever order, and however often, the receipts come", () => {
    const shuffled = fc
      .array(status, { maxLength: 10 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2, maxLength: list.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([list, again]) => {
        expect(endOf(again)).toBe(endOf(list));
      }),
    );
  });

  it("never goes back", () => {
    fc.assert(
      fc.property(status, status, (current, reported) => {
        const next = laterStatus(current, reported);
        expect(laterStatus(next, current)).toBe(next);
        expect(laterStatus(next, reported)).toBe(next);
      }),
    );
  });

  it("may be replaced just where a receipt moves it forward", () => {
    fc.assert(
      fc.property(status, status, (current, reported) => {
        const moves = laterStatus(current, reported) !== current;
        expect(statusesBefore(reported).includes(current)).toBe(moves);
      }),
    );
  });
});
