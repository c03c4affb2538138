import fc from "fast-check";
import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";
import { describe, expect, it } from "vitest";
import { maskPhone, normalizePhone } from "../src/index.ts";

const E164_FORM = /^\+[1-9][0-9]{6,14}$/;
const country = fc.constantFrom(undefined, ...getCountries());
const numberLike = fc
  .array(fc.constantFrom(..."0123456789 -()./+\u00a0\u2011"), { maxLength: 32 })
  .map((characters) => characters.join(""));
const dialable = fc
  .tuple(
    fc.constantFrom("+", "00", ""),
    fc.constantFrom("", "0", ...getCountries().map((each) => getCountryCallingCode(each))),
    fc.stringMatching(/^[0-9]{4,12}$/),
  )
  .map((parts) => parts.join(""));
const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 64 }), numberLike, dialable);

describe("whatever is given as a phone number", () => {
  it("is refused with a problem or becomes E.164, and nothing is thrown", () => {
    fc.assert(
      fc.property(anything, country, (input, home) => {
        const result = normalizePhone(input, home);
        if (result.ok) expect(result.phone).toMatch(E164_FORM);
        else
          expect(["empty", "too-long", "characters", "country-missing", "impossible"]).toContain(
            result.problem,
          );
      }),
      { numRuns: 3_000 },
    );
  });

  it("comes back as it is when it is normalised again, with any country chosen", () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.oneof(numberLike, dialable), country, country, (input, home, other) => {
        const first = normalizePhone(input, home);
        fc.pre(first.ok);
        seen += 1;
        expect(normalizePhone(first.phone, other)).toEqual(first);
      }),
      { numRuns: 2_000, maxSkipsPerRun: 1_000 },
    );
    expect(seen).toBeGreaterThanOrEqual(2_000);
  });

  it("shows at most six digits when masked, and hides four at least", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9][0-9]{6,14}$/), (phone) => {
        const masked = maskPhone(phone as Parameters<typeof maskPhone>[0]);
        expect(masked).toHaveLength(phone.length);
        expect(masked.replace(/[^0-9]/g, "").length).toBeLessThanOrEqual(6);
        expect(masked.split("•").length - 1).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});
