import { describe, expect, it } from "vitest";
import { alice, type Bench, bob, createBench, phoneNumber, refusalOf } from "./support/bench.ts";

const requester = { address: "203.0.113.7", userAgent: "Firefox 131" };
const DAY = 86_400;

const names = ({ store }: Bench) => store.auditEvents().map(({ name }) => name);

async function signIn({ auth, lastCode }: Bench, phone = alice) {
  const { challengeId } = await auth.requestOtp({ phone, requester });
  return auth.verifyOtp({ phone, challengeId, code: lastCode(), requester });
}

describe("a flood of refusals", () => {
  const guess = (bench: Bench, address: string, phone = alice) =>
    refusalOf(bench.auth.verifyOtp({ phone, code: "000000", requester: { ...requester, address } }));

  it("is one event a minute for each kind, number and network, and then how many were left out", async () => {
    const bench = createBench();
    for (let each = 0; each < 50; each++) await guess(bench, `203.0.113.${each}`);
    await guess(bench, "198.51.100.1");
    await guess(bench, "203.0.113.7", bob);
    bench.clock.advance(59.999);
    await guess(bench, "203.0.113.7");
    expect(names(bench)).toEqual(Array.from({ length: 3 }, () => "code-wrong"));
    bench.clock.advance(0.001);
    await guess(bench, "203.0.113.1");
    expect(names(bench).slice(3)).toEqual(["events-left-out", "code-wrong"]);
    expect(bench.store.auditEvents()[3]).toMatchObject({ count: 50, phoneHash: null, network: null });
  });

  it("tells numbers and networks apart however they read one behind the other", async () => {
    const bench = createBench();
    await guess(bench, "78.1.1.1", phoneNumber("+4930123456"));
    await guess(bench, "8.1.1.1", phoneNumber("+49301234567"));
    expect(names(bench)).toHaveLength(2);
  });

  it("is 300 events a minute at most, from however many networks it comes", async () => {
    const bench = createBench();
    for (let each = 0; each < 1_000; each++) await guess(bench, `10.${each >> 8}.${each & 255}.1`);
    expect(bench.store.auditEvents()).toHaveLength(300);
    bench.clock.advance(60);
    await guess(bench, "203.0.113.1");
    expect(bench.store.auditEvents()[300]).toMatchObject({ name: "events-left-out", count: 700 });
  });

  it("is answered the same when its events cannot be written", async () => {
    const bench = createBench();
    bench.store.recordEvent = async () => {
      throw new Error("the disk is full");
    };
    expect(await guess(bench, "203.0.113.1")).toEqual({ code: "CODE_INVALID" });
    expect(bench.failures).toEqual([new Error("the disk is full")]);
  });
});

describe("one's own sign-ins", () => {
  it("are the last twenty, the latest first, and nobody else's", async () => {
    const bench = createBench();
    await signIn(bench, bob);
    const times: Date[] = [];
    for (let each = 0; each < 25; each++) {
      bench.clock.advance(DAY);
      times.unshift(bench.clock());
      await signIn(bench);
    }
    const { user } = await signIn(bench);
    const history = await bench.auth.signInHistory({ userId: user.id });
    expect(history).toHaveLength(20);
    expect(history.slice(1).map(({ at }) => at)).toEqual(times.slice(0, 19));
    expect(history.every(({ userId, name }) => userId === user.id && name === "sign-in")).toBe(true);
    // The very first one is not among them.
    expect(history.every(({ isNewBrowser }) => isNewBrowser)).toBe(true);
  });

  it("say whether the browser was new, but for the first of all", async () => {
    const bench = createBench();
    const { user, device } = await signIn(bench);
    for (let each = 0; each < 18; each++) await signIn(bench);
    await bench.auth.requestOtp({ phone: alice });
    const known = { ...requester, device };
    await bench.auth.verifyOtp({ phone: alice, code: bench.lastCode(), requester: known });
    const history = await bench.auth.signInHistory({ userId: user.id });
    const news = history.map(({ isNewBrowser }) => isNewBrowser);
    expect(news).toEqual([false, ...Array(18).fill(true), false]);
  });
});
