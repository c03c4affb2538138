import type { Credential } from "@sixdigit/auth";
import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { alice } from "../support/rows.ts";
import { signInOver } from "../support/use-cases.ts";

const DAY = 86_400;

async function signedIn({ auth }: ReturnType<typeof signInOver>) {
  const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
  return auth.verifyOtp({ phone: alice, challengeId, code });
}

export function sessionRaceCases(use: Use): void {
  describe("races of a session", () => {
    it("lets all of 20 parallel requests through across a rotation, in each of 20 rotations", async () => {
      const bench = signInOver(use());
      let { credential } = await signedIn(bench);
      const refused: number[] = [];
      for (let round = 0; round < 20; round++) {
        bench.clock.advance(DAY);
        const ask = () => bench.auth.currentSession({ credential });
        const answers = await Promise.all(Array.from({ length: 20 }, ask));
        refused.push(answers.filter((answer) => answer === null).length);
        const handedOut = new Set(answers.flatMap((answer) => answer?.renewed?.secret ?? []));
        expect(handedOut.size).toBe(1);
        credential = { id: credential.id, secret: [...handedOut][0] ?? "" };
      }
      expect(refused).toEqual(Array.from({ length: 20 }, () => 0));
      const rotations = (await use().events()).filter(({ name }) => name === "session-rotated");
      expect(rotations).toHaveLength(20);
    });

    it("keeps a session ended that is revoked during 50 parallel reads and rotations, in 20 rounds", async () => {
      const bench = signInOver(use());
      const { auth, clock } = bench;
      const after: unknown[] = [];
      for (let round = 0; round < 20; round++) {
        const { credential, user } = await signedIn(bench);
        clock.advance(DAY);
        const shown: Credential[] = [credential];
        const calls = Array.from({ length: 51 }, async (_, index) => {
          if (index === 25) return auth.revokeSession({ userId: user.id, sessionId: credential.id });
          const answer = await auth.currentSession({ credential });
          if (answer?.renewed) shown.push(answer.renewed);
        });
        await Promise.all(calls);
        after.push(...(await Promise.all(shown.map((each) => auth.currentSession({ credential: each })))));
      }
      expect(after.length).toBeGreaterThanOrEqual(20);
      expect(after.filter((each) => each !== null)).toEqual([]);
    });

    it("ends a session once, with one event, when an old secret is shown 20 times at once", async () => {
      const bench = signInOver(use());
      const { credential } = await signedIn(bench);
      bench.clock.advance(DAY);
      const { renewed = credential } = (await bench.auth.currentSession({ credential })) ?? {};
      bench.clock.advance(61);
      const ask = (each: Credential) => bench.auth.currentSession({ credential: each });
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(credential)));
      expect(answers.filter((each) => each !== null)).toEqual([]);
      expect(await ask(renewed)).toBeNull();
      const reuses = (await use().events()).filter(({ name }) => name === "session-reuse");
      expect(reuses).toHaveLength(1);
    });
  });
}
