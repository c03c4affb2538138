import { randomUUID } from "node:crypto";
import { startTestPostgres, type TestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { solve } from "@sixdigit/rate-limit/test-solve";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newAddress, newNumber, tally, wrongOf } from "./people.ts";
import { type ControlledServer, startControlled } from "./start-controlled.ts";

let postgres: TestPostgres;
let servers: ControlledServer[];
beforeAll(async () => {
  postgres = await startTestPostgres();
  servers = await Promise.all([startControlled(postgres.url), startControlled(postgres.url)]);
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((each) => each.stop()));
  await postgres?.stop();
});

type Client = ReturnType<typeof clientOf>;

/** So many calls at once, every other one at the other process. */
const atOnce = <T>(times: number, call: (client: Client, index: number) => Promise<T>, from?: () => string) =>
  Promise.all(
    Array.from({ length: times }, (_, index) => call(clientOf(servers[index % 2]?.url ?? "", from), index)),
  );
/** One after the other, at one process and the other in turn. */
async function inTurn<T>(
  times: number,
  call: (client: Client, index: number) => Promise<T>,
  from?: () => string,
) {
  const results: T[] = [];
  for (let index = 0; index < times; index += 1) {
    results.push(await call(clientOf(servers[index % 2]?.url ?? "", from), index));
  }
  return results;
}
const outcomes = (answers: { outcome: string }[]) => tally(answers.map(({ outcome }) => outcome));
const messagesTo = async (phone: string) =>
  (await Promise.all(servers.map(({ url }) => clientOf(url).inbox(phone)))).flat();
const advance = (seconds: number) => Promise.all(servers.map((each) => each.advance(seconds)));

describe("the messages to a number, over two processes", () => {
  it("are three in 15 minutes of 100 asked for at once, in whatever spelling, on a cold key and on a warm one", async () => {
    const phoneNumber = newNumber();
    const [area, exchange, line] = [phoneNumber.slice(2, 5), phoneNumber.slice(5, 8), phoneNumber.slice(8)];
    const spellings = [
      phoneNumber,
      `+1 (${area}) ${exchange}-${line}`,
      `001 ${area} ${exchange} ${line}`,
      `+1.${area}.${exchange}.${line}`,
      `+1${area}\u00a0${exchange}\u2011${line}`,
    ];
    const spelled = (index: number) => ({ phoneNumber: spellings[index % spellings.length] });
    const cold = await atOnce(100, ({ request }, index) => request(spelled(index)));
    expect(outcomes(cold)).toEqual({ "200": 3, RATE_LIMITED: 97 });
    const warm = await atOnce(50, ({ request }, index) => request(spelled(index)));
    expect(outcomes(warm)).toEqual({ RATE_LIMITED: 50 });
    expect(await messagesTo(phoneNumber)).toHaveLength(3);
    for (const { retryAfterSeconds } of warm) {
      expect(retryAfterSeconds).toBeGreaterThan(800);
      expect(retryAfterSeconds).toBeLessThanOrEqual(900);
    }
  });

  it("are one for ten equal calls at once by who holds a challenge, and wait longer after each", async () => {
    const phoneNumber = newNumber();
    const opened = await clientOf(servers[0]?.url ?? "").request({ phoneNumber });
    const again = { phoneNumber, challengeId: opened.challengeId };
    const waits: number[] = [];
    for (const wait of [30, 60]) {
      await advance(wait - 2);
      expect(outcomes(await atOnce(10, ({ resend }) => resend(again)))).toEqual({ RESEND_TOO_SOON: 10 });
      await advance(3);
      const answers = await atOnce(10, ({ resend }) => resend(again));
      const sent = answers.filter(({ outcome }) => outcome === "200");
      expect(sent).toHaveLength(1);
      waits.push((Date.parse(sent[0]?.resendAt) - Date.parse(opened.resendAt)) / 1000);
    }
    // 30 s after the first, 60 s after the second, 120 s after the third.
    expect(waits[0]).toBeGreaterThan(55);
    expect(waits[1]).toBeGreaterThan(55 + 115);
    expect(await messagesTo(phoneNumber)).toHaveLength(3);
  });

  it("are one for ten equal first requests at once, which share an Idempotency-Key, and for a retry after them", async () => {
    const phoneNumber = newNumber();
    const ask = (index: number, key: string) =>
      httpClient(servers[index % 2]?.url ?? "").post(
        "/api/auth/otp/request",
        { phoneNumber },
        { "x-forwarded-for": newAddress(), "idempotency-key": key },
      );
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(index, key)));
    expect(await messagesTo(phoneNumber)).toHaveLength(1);
    const [sent] = answers.filter(({ status }) => status === 200);
    const retried = await ask(1, `"${key}"`);
    expect([retried.status, retried.body]).toEqual([200, sent?.body]);
    for (const { status, body } of answers)
      expect(status === 200 ? body : body.code).toEqual(status === 200 ? sent?.body : "RATE_LIMITED");
    expect(await messagesTo(phoneNumber)).toHaveLength(1);
    // The points of the others were given back: two more messages in these 15 minutes.
    const more = await Promise.all(Array.from({ length: 5 }, (_, index) => ask(index, randomUUID())));
    expect(more.filter(({ status }) => status === 200)).toHaveLength(2);
    const { verify } = clientOf(servers[0]?.url ?? "");
    const { challengeId, otp } = retried.body;
    expect((await verify({ phoneNumber, challengeId, otp })).outcome).toBe("200");
  });

  it("are not for who sends an Idempotency-Key that could be guessed", async () => {
    const { post } = httpClient(servers[0]?.url ?? "");
    const phoneNumber = newNumber();
    const answer = await post("/api/auth/otp/request", { phoneNumber }, { "idempotency-key": "1" });
    expect([answer.status, answer.body.code]).toEqual([400, "INVALID_INPUT"]);
    expect(Object.keys(answer.body.fieldErrors)).toEqual(["Idempotency-Key"]);
    expect(await messagesTo(phoneNumber)).toEqual([]);
  });

  it("are left to their owner when a blocked network has asked for them", async () => {
    const address = newAddress();
    const strict = { LIMITS: "sends-per-network-hour.hard=2,sends-per-network-hour.soft=1" };
    const blocked = await startControlled(postgres.url, { ...strict, PROOF_POLICY: "never" });
    onTestFinished(() => blocked.stop());
    const attacker = clientOf(blocked.url, () => address);
    for (let index = 0; index < 2; index += 1) await attacker.request({ phoneNumber: newNumber() });
    const phoneNumber = newNumber();
    const tried = await Promise.all(Array.from({ length: 50 }, () => attacker.request({ phoneNumber })));
    expect(outcomes(tried)).toEqual({ RATE_LIMITED: 50 });
    expect(outcomes(await atOnce(10, ({ request }) => request({ phoneNumber })))).toEqual({
      "200": 3,
      RATE_LIMITED: 7,
    });
  });
});

describe("the messages that a network asks for and does not finish, over two processes", () => {
  it.each<[string, (index: number) => string]>([
    ["its one address", () => "203.0.113.1"],
    ["whatever stands before it in X-Forwarded-For", (index) => `198.51.100.${index}, garbage, 203.0.113.2`],
    ["an address of IPv4 written as IPv6", () => "::ffff:203.0.113.3"],
    ["1,000 addresses of one /64", (index) => `2001:db8:0:1::${((index * 97) % 1000).toString(16)}`],
  ])("are ten without a proof of work, for %s", async (_what, address) => {
    let calls = 0;
    const answers = await atOnce(
      30,
      ({ request }) => request({ phoneNumber: newNumber() }),
      () => address(calls++),
    );
    expect(outcomes(answers)).toEqual({ "200": 10, PROOF_REQUIRED: 20 });
  });

  it("are given back exactly once by the sign-in that they led to, also after a resend and a second guess", async () => {
    const address = newAddress();
    const from = () => address;
    await inTurn(
      15,
      async (client) => {
        const phoneNumber = newNumber();
        const { challengeId, otp } = await client.request({ phoneNumber });
        const guess = { phoneNumber, challengeId, otp };
        const answers = await atOnce(2, ({ verify }) => verify(guess), from);
        expect(outcomes(answers)).toEqual({ "200": 1, CODE_INVALID: 1 });
      },
      from,
    );
    const unfinished = await atOnce(20, ({ request }) => request({ phoneNumber: newNumber() }), from);
    // Twelve sign-ins raise the network's lines by three, one for every four.
    expect(outcomes(unfinished)).toEqual({ "200": 13, PROOF_REQUIRED: 7 });
  });

  it("are five for sequential numbers of one range, whatever networks ask", async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => `+1646555${1000 + index}`);
    const answers = await atOnce(30, ({ request }, index) => request({ phoneNumber: numbers[index] }));
    expect(outcomes(answers)).toEqual({ "200": 5, PROOF_REQUIRED: 25 });
  });
});

describe("a proof of work, over two processes", () => {
  it("is asked for with its puzzle on both surfaces, and solved once", async () => {
    const address = newAddress();
    const from = () => address;
    await atOnce(10, ({ request }) => request({ phoneNumber: newNumber() }), from);
    const phoneNumber = newNumber();
    const headers = { cookie: "", "x-forwarded-for": address };
    const [here, there] = servers.map(({ url }) => httpClient(url));
    const rest = await here?.post("/api/auth/otp/request", { phoneNumber }, headers);
    const trpc = await there?.post("/trpc/auth.requestOtp", { phoneNumber }, headers);
    const puzzle = {
      algorithm: "SHA-256",
      challenge: expect.stringMatching(/^[0-9a-f]{64}$/),
      salt: expect.any(String),
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
      maxnumber: 50_000,
    };
    expect([rest?.status, rest?.body.code, rest?.body.proof]).toEqual([403, "PROOF_REQUIRED", puzzle]);
    const { data } = trpc?.body.error ?? {};
    expect([trpc?.status, data.authCode, data.proof]).toEqual([403, "PROOF_REQUIRED", puzzle]);
    const proof = await solve(rest?.body.proof);
    const elsewhere = await clientOf(servers[0]?.url ?? "", from).request({
      phoneNumber: newNumber(),
      proof,
    });
    expect(elsewhere.outcome).toBe("PROOF_REQUIRED");
    const answers = await atOnce(20, ({ request }) => request({ phoneNumber, proof }), from);
    expect(outcomes(answers)).toEqual({ "200": 1, PROOF_REQUIRED: 19 });
    expect(await messagesTo(phoneNumber)).toHaveLength(1);
  });
});

describe("guesses at a number, over two processes", () => {
  it("open no new challenge for a day after twenty failures, and leave who holds one theirs", async () => {
    const phoneNumber = newNumber();
    const unasked = await startControlled(postgres.url, { PROOF_POLICY: "never" });
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
      withClient(postgres.url, (client) =>
        client.query(
          `INSERT INTO limit_counters VALUES ($1, 0, $2, '2100-01-01')
            ON CONFLICT (series, slice) DO UPDATE SET points = excluded.points`,
          [series + phoneNumber, points],
        ),
      );
    const { challengeId, otp } = await clientOf(servers[0]?.url ?? "").request({ phoneNumber });
    await setFailures(79);
    const guess = (code: string) => ({ phoneNumber, challengeId, otp: code });
    const wrong = await atOnce(4, ({ verify }) => verify(guess(wrongOf(otp))));
    expect(outcomes(wrong)).toEqual({ CODE_INVALID: 1, TOO_MANY_ATTEMPTS: 3 });
    const right = await clientOf(servers[1]?.url ?? "").verify(guess(otp));
    expect([right.outcome, right.retryAfterSeconds]).toEqual(["TOO_MANY_ATTEMPTS", 3600]);
    const anew = await clientOf(servers[1]?.url ?? "").request({ phoneNumber });
    expect(anew.outcome).toBe("TOO_MANY_ATTEMPTS");
    await setFailures(0);
    expect((await clientOf(servers[1]?.url ?? "").request({ phoneNumber })).outcome).toBe("200");
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
    const home = httpClient(servers[0]?.url ?? "");
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
    const stranger = await clientOf(servers[1]?.url ?? "").request({ phoneNumber });
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
    const server = await startControlled(own.url, { DATABASE_WAIT_SECONDS: "2" });
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
      .poll(async () => (await client.verify({ phoneNumber, challengeId, otp })).outcome, { timeout: 20_000 })
      .toBe("200");
    await server.stop();
  }, 180_000);
});
