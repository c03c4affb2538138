import { randomUUID } from "node:crypto";
import { solve } from "@sixdigit/rate-limit/test-solve";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newAddress, newNumber, tally } from "./people.ts";
import { startControlled } from "./start-controlled.ts";
import { callsAt, twoServers } from "./two-servers.ts";

const two = twoServers();

const { atOnce, inTurn } = callsAt(two);
const outcomes = (answers: { outcome: string }[]) => tally(answers.map(({ outcome }) => outcome));
const messagesTo = async (phone: string) =>
  (await Promise.all(two.servers.map(({ url }) => clientOf(url).inbox(phone)))).flat();
const advance = (seconds: number) => Promise.all(two.servers.map((each) => each.advance(seconds)));

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
    const opened = await clientOf(two.servers[0]?.url ?? "").request({ phoneNumber });
    const again = { phoneNumber, challengeId: opened.challengeId };
    const waits: number[] = [];
    for (const wait of [30, 60]) {
      await advance(wait - 15);
      expect(outcomes(await atOnce(10, ({ resend }) => resend(again)))).toEqual({ RESEND_TOO_SOON: 10 });
      await advance(16);
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
      httpClient(two.servers[index % 2]?.url ?? "").post(
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
    const { verify } = clientOf(two.servers[0]?.url ?? "");
    const { challengeId, otp } = retried.body;
    expect((await verify({ phoneNumber, challengeId, otp })).outcome).toBe("200");
  });

  it("are not for who sends an Idempotency-Key that could be guessed", async () => {
    const { post } = httpClient(two.servers[0]?.url ?? "");
    const phoneNumber = newNumber();
    const answer = await post("/api/auth/otp/request", { phoneNumber }, { "idempotency-key": "1" });
    expect([answer.status, answer.body.code]).toEqual([400, "INVALID_INPUT"]);
    expect(Object.keys(answer.body.fieldErrors)).toEqual(["Idempotency-Key"]);
    expect(await messagesTo(phoneNumber)).toEqual([]);
  });

  it("are left to their owner when a blocked network has asked for them", async () => {
    const address = newAddress();
    const strict = { LIMITS: "sends-per-network-hour.hard=2,sends-per-network-hour.soft=1" };
    const blocked = await startControlled(two.postgres.url, { ...strict, PROOF_POLICY: "never" });
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
    const [here, there] = two.servers.map(({ url }) => httpClient(url));
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
    const elsewhere = await clientOf(two.servers[0]?.url ?? "", from).request({
      phoneNumber: newNumber(),
      proof,
    });
    expect(elsewhere.outcome).toBe("PROOF_REQUIRED");
    const answers = await atOnce(20, ({ request }) => request({ phoneNumber, proof }), from);
    expect(outcomes(answers)).toEqual({ "200": 1, PROOF_REQUIRED: 19 });
    expect(await messagesTo(phoneNumber)).toHaveLength(1);
  });
});
