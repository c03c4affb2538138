import { describe, expect, it } from "vitest";
import { paths, requester, signIn } from "./support/audited-paths.ts";
import { alice, type Bench, createBench, refusalOf, wrongOf } from "./support/bench.ts";

/** What was recorded, each as its name and its reason. */
const recorded = ({ store }: Bench) =>
  store.auditEvents().map(({ name, detail }) => (detail === null ? name : `${name}: ${detail}`));

describe("what is recorded", () => {
  it.each(paths)("of %s is that and no more", async (_case, prepare, expected) => {
    const bench = createBench();
    const step = await prepare(bench).catch(() => "was the step");
    const before = typeof step === "function" ? bench.store.auditEvents().length : 0;
    if (typeof step === "function") await step().catch(() => undefined);
    expect(recorded(bench).slice(before)).toEqual(expected);
    expect(bench.failures).toEqual([]);
  });

  it.each([
    ["accepted", "code-sent"],
    ["ambiguous", "code-sent"],
    ["rejected", "code-failed"],
    ["transient", "code-failed"],
  ] as const)("of a message that was %s is %s", async (outcome, name) => {
    const bench = createBench({ outcomes: [outcome] });
    await bench.auth.requestOtp({ phone: alice }).catch(() => undefined);
    expect(recorded(bench)).toEqual(["code-requested", `${name}: ${outcome}`]);
  });

  it("says who and from where: the number as a keyed hash only, of the address a prefix only", async () => {
    const bench = createBench();
    const { user, credential } = await signIn(bench);
    const [requested, , signedIn] = bench.store.auditEvents();
    const from = { network: "203.0.113.0/24", browser: "Firefox 13", os: "Windows" };
    expect(requested).toMatchObject({
      ...from,
      phoneHash: expect.stringMatching(/^[\w-]{43}$/),
      userId: null,
    });
    expect(signedIn).toMatchObject({
      ...from,
      phoneHash: requested?.phoneHash,
      userId: user.id,
      sessionId: credential.id,
    });
    const all = JSON.stringify(bench.store.auditEvents());
    for (const secret of [alice, alice.slice(1), requester.address, credential.secret, bench.lastCode()]) {
      expect(all).not.toContain(secret);
    }
  });

  it("counts the attempts before a sign-in", async () => {
    const bench = createBench();
    const { challengeId } = await bench.auth.requestOtp({ phone: alice });
    const guess = { phone: alice, challengeId, code: bench.lastCode() };
    for (let each = 0; each < 3; each++) {
      await refusalOf(bench.auth.verifyOtp({ ...guess, code: wrongOf(guess.code) }));
    }
    await bench.auth.verifyOtp(guess);
    expect(bench.store.auditEvents().at(-1)).toMatchObject({ name: "sign-in-after-failures", count: 3 });
  });
});
