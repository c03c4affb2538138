import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSignedByTwilio, ReceiptError, readMsg91Receipt } from "../src/index.ts";

describe("Twilio's signature", () => {
  it("throws at nothing that may come", () => {
    const anyFields = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string())));
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.webUrl(), fc.string()), anyFields, (header, address, some) => {
        expect(isSignedByTwilio({ authToken: "12345", url: address, fields: some, signature: header })).toBe(
          false,
        );
      }),
    );
  });
});

describe("MSG91's receipt", () => {
  const report = { requestId: "5762846b4f8d285d378b4567", number: "919876543210", desc: "DELIVERED" };

  it("throws nothing else, whatever comes", () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.jsonValue(),
      fc.record({ data: fc.string() }),
      fc.record({ data: fc.json() }),
    );
    fc.assert(
      fc.property(anything, (body) => {
        try {
          expect(readMsg91Receipt(body)).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(ReceiptError);
        }
      }),
    );
  });

  it("never lets a provider's text into a code", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 64 }), (status) => {
        const [receipt] = readMsg91Receipt({ ...report, status });
        expect(receipt?.errorCode ?? "").toMatch(/^[A-Za-z0-9_]{0,32}$/);
      }),
    );
  });
});
