import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { alice } from "../support/rows.ts";
import { outcome, signInOver, tally, wrongOf } from "../support/use-cases.ts";

export function raceCases(use: Use): void {
  describe("races", () => {
    it("looks at exactly five of 200 parallel wrong guesses, and then refuses the right code", async () => {
      const { auth } = signInOver(use());
      const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
      const guess = { phone: alice, challengeId, code: wrongOf(code) };
      const outcomes = await Promise.all(Array.from({ length: 200 }, () => outcome(auth.verifyOtp(guess))));
      expect(tally(outcomes)).toEqual({ CODE_INVALID: 5, TOO_MANY_ATTEMPTS: 195 });
      expect((await use().store.findChallenge(challengeId))?.holderAttempts).toBe(5);
      expect(await outcome(auth.verifyOtp({ ...guess, code }))).toBe("TOO_MANY_ATTEMPTS");
    });

    it("makes one session of fifty parallel right guesses", async () => {
      const { auth } = signInOver(use());
      const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
      const guess = { phone: alice, challengeId, code };
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcome(auth.verifyOtp(guess))));
      expect(outcomes.filter((each) => each === "signed in")).toHaveLength(1);
      expect(await use().count()).toMatchObject({ users: 1, sessions: 1, signInEvents: 1 });
    });

    it("lets a right guess win against two wrong ones, in any order", async () => {
      const { auth, clock } = signInOver(use());
      const outcomes: string[] = [];
      for (let round = 0; round < 30; round++) {
        const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
        const guesses = [wrongOf(code), wrongOf(code)];
        guesses.splice(round % 3, 0, code);
        const all = guesses.map((each) => outcome(auth.verifyOtp({ phone: alice, challengeId, code: each })));
        outcomes.push((await Promise.all(all))[round % 3] ?? "");
        clock.advance(1);
      }
      expect(tally(outcomes)).toEqual({ "signed in": 30 });
    });

    it("keeps the newest code working when a resend races a wrong guess, and no superseded one", async () => {
      const { auth, clock, sent } = signInOver(use());
      for (let round = 0; round < 30; round++) {
        const { challengeId, code: old = "" } = await auth.requestOtp({ phone: alice });
        clock.advance(301);
        const guess = { phone: alice, challengeId };
        await Promise.all([auth.resendOtp(guess), outcome(auth.verifyOtp({ ...guess, code: wrongOf(old) }))]);
        const newest = sent.at(-1)?.code ?? "";
        if (newest !== old)
          expect(await outcome(auth.verifyOtp({ ...guess, code: old }))).toBe("CODE_INVALID");
        expect(await outcome(auth.verifyOtp({ ...guess, code: newest }))).toBe("signed in");
        clock.advance(1);
      }
    });

    it("sends once when ten resends of one challenge are asked for at once", async () => {
      const { auth, clock, sent } = signInOver(use());
      const { challengeId } = await auth.requestOtp({ phone: alice });
      clock.advance(31);
      const resend = () => outcome(auth.resendOtp({ phone: alice, challengeId }));
      const outcomes = await Promise.all(Array.from({ length: 10 }, resend));
      expect(tally(outcomes)).toEqual({ RESEND_TOO_SOON: 9, "signed in": 1 });
      expect(sent).toHaveLength(2);
    });
  });
}
