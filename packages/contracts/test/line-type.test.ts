import { describe, expect, it } from "vitest";
import { type E164, normalizePhone } from "../src/index.ts";
import { isForPeople } from "../src/line-type.ts";

describe("the kind of a line", () => {
  it.each([
    ["satellite", "+870773123456"],
    ["satellite", "+88213300555"],
    ["satellite", "+8816311234"],
    ["network of no country", "+8835100000000"],
    ["premium rate of all the world", "+979123456789"],
    ["toll-free of all the world", "+80012345678"],
    ["shared cost of all the world", "+80812345678"],
    ["country that no numbering plan knows", "+999123456789"],
    ["premium rate in North America", "+19005551234"],
    ["toll-free in North America", "+18005551234"],
    ["toll-free in North America", "+18335550100"],
    ["personal number in North America", "+15225550123"],
    ["personal number in Britain", "+447012345678"],
    ["pager in Britain", "+447640123456"],
    ["premium rate in Britain", "+448431234567"],
    ["UAN in Britain", "+445512345678"],
    ["shared cost in Germany", "+49180112345"],
    ["voicemail in Switzerland", "+41860791234567"],
    ["toll-free in Spain", "+34900123456"],
  ])("is refused for a %s: %s", (_kind, number) => {
    expect(isForPeople(asE164(number))).toBe(false);
  });

  it.each([
    ["mobile or fixed in California", "+14155550132"],
    ["mobile or fixed in New York", "+12125550100"],
    ["in Canada", "+14165550123"],
    ["mobile in India", "+919876543210"],
    ["mobile in Britain", "+447400123456"],
    ["mobile in Argentina", "+5491123456789"],
    ["mobile in Brazil", "+5521999999999"],
    ["mobile in Nigeria", "+2348031234567"],
    ["mobile in Indonesia", "+6281234567890"],
    ["mobile in Germany", "+4915123456789"],
    ["kind that the metadata does not know", "+8612912345678"],
  ])("is no reason to refuse a line that is %s: %s", (_kind, number) => {
    expect(isForPeople(asE164(number))).toBe(true);
  });

  it("is asked about numbers that the one normaliser lets through, which knows no kinds", () => {
    for (const number of ["+870773123456", "+19005551234", "+447012345678"]) {
      expect(normalizePhone(number).ok).toBe(true);
    }
  });
});

/** Some of these the normaliser refuses already; here they are looked at all the same. */
function asE164(number: string): E164 {
  return number as E164;
}
