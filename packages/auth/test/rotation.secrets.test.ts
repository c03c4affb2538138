import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Credential } from "../src/model.ts";
import { alice, type Bench, createBench } from "./support/bench.ts";

const DAY = 86_400;

async function signIn({ auth, lastCode }: Bench) {
  const { challengeId } = await auth.requestOtp({ phone: alice });
  return auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
}

describe("the secrets of sessions", () => {
  it("are never twice the same in 10,000 sign-ins and as many rotations", async () => {
    const bench = createBench({ randomBytes });
    const secrets = new Set<string>();
    for (let batch = 0; batch < 500; batch++) {
      const credentials: Credential[] = [];
      for (let each = 0; each < 20; each++) credentials.push((await signIn(bench)).credential);
      bench.clock.advance(DAY);
      for (const credential of credentials) {
        const next = await bench.auth.currentSession({ credential });
        secrets.add(credential.secret).add(next?.renewed?.secret ?? "none");
      }
      await bench.store.sweep(bench.clock());
    }
    expect(secrets.size).toBe(20_000);
  });
});
