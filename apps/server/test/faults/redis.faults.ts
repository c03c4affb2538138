import { setTimeout as sleep } from "node:timers/promises";
import { noRedis, startTestRedis } from "@sixdigit/rate-limit/test-redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { patientWithDatabase } from "../support/patient.ts";
import { type FaultId, noteFault, seconds } from "./support/fault-table.ts";
import { BACK_WITHIN_MS, REFUSED_WITHIN_MS, slowestOf, tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { startTcpProxy, type TcpProxy } from "./support/tcp-proxy.ts";
import { msUntil, nobodyRefused, statusOf } from "./support/waiting.ts";
import { startWorld, type World } from "./support/world.ts";

/** Somebody who was sent a code and has not used it yet. */
async function holdCode({ people, twilio, ledger }: World) {
  const { phone, address } = people.newPerson();
  ledger.asked.set(phone, 1);
  const { challengeId = "" } = await people.ask("request", address, { phoneNumber: phone });
  const otp = /#(\d{6})$/.exec(twilio.sent.findLast(({ to }) => to === phone)?.text ?? "")?.[1] ?? "";
  const guess = { phoneNumber: phone, challengeId, otp, session: "token" };
  const tryCode = async () => {
    const answer = await people.ask("verify", address, guess);
    const { token = "", outcome } = answer;
    if (outcome === "200") ledger.signedIn.push({ phone, challengeId, token, signedOut: false });
    return answer;
  };
  return { address, tryCode };
}

/** Resolves when what was counted before has been sent: for a second nothing goes out. */
async function nothingUnderway({ twilio }: World): Promise<void> {
  for (let before = -1; before !== twilio.sent.length; ) {
    before = twilio.sent.length;
    await sleep(1_000);
  }
}

describe.skipIf(noRedis)(`limits in a Redis that${noRedis ? ` (${noRedis})` : ""}`, () => {
  let redis: Awaited<ReturnType<typeof startTestRedis>>;
  let wire: TcpProxy;
  let world: World;
  beforeAll(async () => {
    redis = await startTestRedis();
    const direct = new URL(redis.url);
    wire = await startTcpProxy({ host: direct.hostname, port: Number(direct.port || 6379) });
    const wired = Object.assign(new URL(direct), { port: String(wire.port) }).href;
    world = await startWorld({ variables: { ...patientWithDatabase, REDIS_URL: wired } });
  }, 120_000);
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await wire?.close();
    await redis?.stop();
  });

  const cases: { id: FaultId; strike: () => void }[] = [
    { id: "redis-stopped", strike: () => wire.refuse() },
    { id: "redis-frozen", strike: () => wire.hold() },
  ];

  it.for(cases)(
    "is away ($id) refuse what they cannot count, and nothing is sent uncounted",
    async (fault, context) => {
      const signedIn = await holdCode(world);
      const { token = "" } = await signedIn.tryCode();
      const holder = await holdCode(world);
      const load = world.people.keepComing();
      await sleep(700);
      const struckAt = Date.now();
      const askedBefore = new Set(world.ledger.asked.keys());
      fault.strike();
      await nothingUnderway(world);
      const askedAt = Date.now();
      await sleep(3_500);
      const session = await world.people.ask("session", signedIn.address, undefined, token);
      const guess = await holder.tryCode();
      const health = await Promise.all(world.servers.map(({ url }) => statusOf(`${url}/readyz`)));
      const during = world.ledger.since(askedAt).filter(({ what }) => what === "request");
      const sentUncounted = world.twilio.sent.filter(({ to }) => !askedBefore.has(to));
      const struck = world.ledger.since(struckAt);
      wire.pass();
      const works = await msUntil(async () => (await world.people.signIn()) === "200");
      // Each instance finds Redis again by itself.
      const guessWorks = await msUntil(async () => (await holder.tryCode()).outcome === "200");
      await nobodyRefused(world.ledger);
      await load.stop();

      expect(tallyOf(during)).toEqual({ UNAVAILABLE: during.length });
      expect([during.length > 3, sentUncounted, health]).toEqual([true, [], [200, 200]]);
      expect(slowestOf(struck)).toBeLessThan(REFUSED_WITHIN_MS);
      // Who is signed in stays so; a code waits, and none of its attempts is gone.
      expect([session.outcome, guess.outcome]).toEqual(["200", "UNAVAILABLE"]);
      expect(guessWorks).toBeGreaterThanOrEqual(0);
      expect(guessWorks).toBeLessThan(BACK_WITHIN_MS);
      expect(works).toBeGreaterThanOrEqual(0);
      expect(works).toBeLessThan(BACK_WITHIN_MS);
      expect(await world.reckon()).toEqual(NOTHING_WRONG);
      const slowest = seconds(slowestOf(struck));
      noteFault(
        context,
        fault.id,
        `refused after ${slowest} at most; works ${seconds(works)} after its return`,
      );
    },
  );
});
