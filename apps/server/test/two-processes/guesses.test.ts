import { startTestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newAddress, newNumber, tally, wrongOf } from "./people.ts";
import { startControlled } from "./start-controlled.ts";
import { callsAt, twoServers } from "./two-servers.ts";

const two = twoServers();

const { atOnce, inTurn } = callsAt(two);
const outcomes = (answers: { outcome: string }[]) => tally(answers.map(({ outcome }) => outcome));

describe("guesses at a number, over two processes", () => {
  it("open no new challenge for a day after twenty failures, and leave who holds one theirs", async () => {
    const phoneNumber = newNumber();
    const unasked = await startControlled(two.postgres.url, { PROOF_POLICY: "never" });
    onTestFinished(() => unasked.stop());
    const client = clientOf(unasked.url);
    let owner: { challengeId?: string; otp?: string } = {};
    for (const [challenge, minutes] of [61, 16, 61, 16].entries()) {
      await unasked.advance(minutes * 60);
      if (challenge === 3) owner = await client.request({ phoneNumber });
      const { challengeId, otp } = await client.request({ phoneNumber });
      const wrong = { phoneNumber, challengeId, otp: wrongOf(otp) };
      const guesses = await Promise.all(Array.from({ length: 6 }, () => client.verify(wrong)));
      expect(outcomes(guesses)).toEqual({ CODE_INVALID: 5, TOO_MANY_ATTEMPTS: 1 });
    }
    await unasked.advance(61);
    const refused = await client.request({ phoneNumber });
    expect([refused.outcome, refused.retryAfterSeconds]).toEqual(["TOO_MANY_ATTEMPTS", 3600]);
    const guess = { phoneNumber, challengeId: owner.challengeId, otp: owner.otp };
    expect((await client.verify(guess)).outcome).toBe("200");
    await unasked.advance(15 * 60);
    expect((await client.request({ phoneNumber })).outcome).toBe("200");
  });

  it("stop at the hundredth failure in a row, for the right code too, until somebody clears them", async () => {
    const phoneNumber = newNumber();
    const series = "failures-per-phone-in-a-row@1:";
    const setFailures = (points: number) =>
      withClient(two.postgres.url, (client) =>
        client.query(
          `INSERT INTO limit_counters VALUES ($1, 0, $2, '2100-01-01')
            ON CONFLICT (series, slice) DO UPDATE SET points = excluded.points`,
          [series + phoneNumber, points],
        ),
      );
    const { challengeId, otp } = await clientOf(two.servers[0]?.url ?? "").request({ phoneNumber });
    await setFailures(79);
    const guess = (code: string) => ({ phoneNumber, challengeId, otp: code });
    const wrong = await atOnce(4, ({ verify }) => verify(guess(wrongOf(otp))));
    expect(outcomes(wrong)).toEqual({ CODE_INVALID: 1, TOO_MANY_ATTEMPTS: 3 });
    const right = await clientOf(two.servers[1]?.url ?? "").verify(guess(otp));
    expect([right.outcome, right.retryAfterSeconds]).toEqual(["TOO_MANY_ATTEMPTS", 3600]);
    const anew = await clientOf(two.servers[1]?.url ?? "").request({ phoneNumber });
    expect(anew.outcome).toBe("TOO_MANY_ATTEMPTS");
    await setFailures(0);
    expect((await clientOf(two.servers[1]?.url ?? "").request({ phoneNumber })).outcome).toBe("200");
  });

  it("are a hundred in an hour for a network, whatever it guesses at", async () => {
    const address = newAddress();
    const answers = await atOnce(
      120,
      ({ verify }, index) => verify({ phoneNumber: newNumber(), challengeId: `no-${index}`, otp: "123456" }),
      () => address,
    );
    expect(outcomes(answers)).toEqual({ CODE_INVALID: 100, RATE_LIMITED: 20 });
  });
});

describe("a victim whose number is under attack, over two processes", () => {
  it("signs in on a browser that did so before, and is told to wait at most an hour on another", async () => {
    const phoneNumber = newNumber();
    const home = httpClient(two.servers[0]?.url ?? "");
    const headers = () => ({ "x-forwarded-for": newAddress() });
    const signIn = async () => {
      const asked = await home.post("/api/auth/otp/request", { phoneNumber }, headers());
      const { otp } = asked.body;
      return [
        asked.status,
        (await home.post("/api/auth/otp/verify", { phoneNumber, otp }, headers())).status,
      ];
    };
    expect(await signIn()).toEqual([200, 200]);
    await home.post("/api/auth/sign-out", {}, headers());
    const attacked = async () => {
      const answers = await atOnce(10, ({ request }) => request({ phoneNumber }));
      await Promise.all(
        answers.map(async ({ challengeId, otp = "1" }) => {
          const wrong = { phoneNumber, challengeId, otp: wrongOf(otp).padStart(6, "0") };
          if (challengeId) await inTurn(5, ({ verify }) => verify(wrong));
        }),
      );
    };
    await attacked();
    const stranger = await clientOf(two.servers[1]?.url ?? "").request({ phoneNumber });
    expect(["RATE_LIMITED", "TOO_MANY_ATTEMPTS"]).toContain(stranger.outcome);
    expect(stranger.retryAfterSeconds).toBeGreaterThan(0);
    expect(stranger.retryAfterSeconds).toBeLessThanOrEqual(3600);
    expect(await signIn()).toEqual([200, 200]);
    await attacked();
    expect(await signIn()).toEqual([200, 200]);
  });
});

describe("the messages of a day, over two processes", () => {
  it("end at the cap: five of forty asked for at once", async () => {
    const own = await startTestPostgres();
    onTestFinished(() => own.stop());
    const start = () => startControlled(own.url, { SMS_DAILY_CAP: "5" });
    const both = [await start(), await start()];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        clientOf(both[index % 2]?.url ?? "").request({ phoneNumber: newNumber() }),
      ),
    );
    await Promise.all(both.map((each) => each.stop()));
    expect(outcomes(answers)).toEqual({ "200": 5, RATE_LIMITED: 35 });
  });
});

describe("limits whose store is down", () => {
  it("refuse as unavailable and send nothing, and serve again when it is back", async () => {
    const own = await startTestPostgres();
    const server = await startControlled(own.url);
    const client = clientOf(server.url);
    const phoneNumber = newNumber();
    const { challengeId, otp } = await client.request({ phoneNumber });
    await own.halt();
    const refused = await Promise.all([
      client.request({ phoneNumber: newNumber() }),
      client.request({ phoneNumber }),
      client.verify({ phoneNumber, challengeId, otp }),
      client.verify({ phoneNumber, otp }),
    ]);
    expect(outcomes(refused)).toEqual({ UNAVAILABLE: 4 });
    expect(refused.every(({ retryAfterSeconds }) => retryAfterSeconds > 0)).toBe(true);
    expect(await client.inbox(phoneNumber)).toHaveLength(1);
    const again = await own.resume(Number(new URL(own.url).port));
    onTestFinished(() => again.stop());
    await expect
      .poll(async () => (await client.verify({ phoneNumber, challengeId, otp })).outcome)
      .toBe("200");
    await server.stop();
  }, 180_000);
});
