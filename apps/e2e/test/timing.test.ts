import { afterAll, beforeAll, expect, it } from "vitest";
import { type ProductionServer, startProductionServer } from "./support/production-server.ts";
import { areAlike } from "./support/statistics.ts";

const PAIRS = 200;

/** Hundreds of people who never finish and guess wrong: what looks at all of them at once would take it for an attack. */
const LIMITS = [
  "sends-per-range-hour.soft=1000,sends-per-range-hour.hard=1001",
  "conversion-per-country.minimum=100000,conversion-per-range.minimum=100000",
  "failures-of-the-service-hour.minimum=100000",
].join();

let server: ProductionServer;
beforeAll(async () => {
  server = await startProductionServer({ LIMITS });
});
afterAll(() => server?.[Symbol.asyncDispose]());

it.each([
  ["a request for a code", "/api/auth/otp/request", {}, 200],
  ["a guess", "/api/auth/otp/verify", { otp: "000000" }, 401],
] as const)(
  "%s takes the same time for a number with an account and for one without",
  async (_call, path, body, status) => {
    const known = Array.from({ length: PAIRS }, () => server.newPhone());
    await server.sql(
      "INSERT INTO users (id, phone, created_at) SELECT gen_random_uuid(), phone, now() FROM unnest($1::text[]) AS phone",
      [known],
    );
    const timed = async (phoneNumber: string) => {
      const began = performance.now();
      const answer = await server.newVisitor().post(path, { phoneNumber, ...body });
      const took = performance.now() - began;
      expect(answer.status).toBe(status);
      return took;
    };
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    // One after the other and each first in turn, so that whatever else the machine does meets both.
    for (const [pair, phone] of known.entries()) {
      const other = server.newPhone();
      if (pair % 2) times.known.push(await timed(phone));
      times.unknown.push(await timed(other));
      if (pair % 2 === 0) times.known.push(await timed(phone));
    }
    expect(areAlike(times.known, times.unknown)).toBe(true);
  },
  120_000,
);

it("a difference of six milliseconds would be seen", () => {
  const times = Array.from({ length: PAIRS }, (_, index) => 10 + (index % 40) / 10);
  expect(areAlike(times, times)).toBe(true);
  expect(
    areAlike(
      times,
      times.map((time) => time + 6),
    ),
  ).toBe(false);
});
