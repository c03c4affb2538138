import { startTestPostgres, type TestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "./controlled-server.ts";
import { clientOf, newNumber } from "./people.ts";
import { type ControlledServer, startControlled } from "./start-controlled.ts";

let postgres: TestPostgres;
let survivor: ControlledServer;
beforeAll(async () => {
  postgres = await startTestPostgres();
  survivor = await startControlled(postgres.url);
  await withClient(postgres.url, (client) =>
    client.query("CREATE ROLE doomed SUPERUSER LOGIN PASSWORD 'doomed'"),
  );
});
afterAll(async () => {
  await survivor?.stop();
  await postgres?.stop();
});

const connectionsOfDoomed = () =>
  withClient(
    postgres.url,
    async (client) =>
      (await client.query("SELECT 1 FROM pg_stat_activity WHERE usename = 'doomed'")).rowCount,
  );

/** What a crash must not leave behind, for one number. */
function inspect(phoneNumber: string) {
  return withClient(postgres.url, async (client) => {
    const { rows } = await client.query(
      `SELECT
        (SELECT count(*)::int FROM challenges WHERE phone = $1 AND closed_at IS NOT NULL) AS used,
        (SELECT count(*)::int FROM users WHERE phone = $1) AS users,
        (SELECT count(*)::int FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.phone = $1) AS sessions,
        (SELECT count(*)::int FROM audit_events a JOIN users u ON u.id = a.user_id WHERE u.phone = $1) AS events,
        (SELECT count(*)::int FROM sessions s LEFT JOIN users u ON u.id = s.user_id WHERE u.id IS NULL) AS orphans`,
      [phoneNumber],
    );
    return rows[0];
  });
}

const untouched = { used: 0, users: 0, sessions: 0, events: 0, orphans: 0 };
const complete = { used: 1, users: 1, sessions: 1, events: 1, orphans: 0 };

/** Kills the server at a step of a verification, and looks at what another one finds, and whether the code works there. */
async function killDuring(fault: Fault) {
  const doomed = await startControlled(
    Object.assign(new URL(postgres.url), { username: "doomed", password: "doomed" }).href,
  );
  const phoneNumber = newNumber();
  const { challengeId, otp } = await clientOf(doomed.url).request({ phoneNumber });
  const guess = { phoneNumber, challengeId, otp };
  await doomed.dieAt(fault);
  const died = doomed.died();
  const answer = await clientOf(doomed.url)
    .verify(guess)
    .then(
      ({ outcome }) => outcome,
      () => "no answer",
    );
  await died;
  // A statement that was on its way when its client died may still end.
  await expect.poll(connectionsOfDoomed).toBe(0);
  const left = await inspect(phoneNumber);
  const again = (await clientOf(survivor.url).verify(guess)).outcome;
  return { answer, left, again };
}

describe("a server killed in the middle of a verification", () => {
  it.each<[string, Fault]>([
    ["before the attempt is claimed", { step: "claimHolderAttempt", when: "before" }],
    ["between the attempt and the rest", { step: "claimHolderAttempt", when: "after" }],
    ["before the sign-in is written", { step: "completeSignIn", when: "before" }],
  ])("%s leaves nothing behind, and the code still works", async (_case, fault) => {
    expect(await killDuring(fault)).toEqual({ answer: "no answer", left: untouched, again: "200" });
  });

  it("after the sign-in is written leaves all of it, and the code is used", async () => {
    const ended = await killDuring({ step: "completeSignIn", when: "after" });
    expect(ended).toEqual({ answer: "no answer", left: complete, again: "CODE_INVALID" });
  });

  it("while the sign-in is being written leaves all of it or nothing", async () => {
    for (const when of [0, 1, 2, 3]) {
      const { left, again } = await killDuring({ step: "completeSignIn", when });
      expect([
        { left: untouched, again: "200" },
        { left: complete, again: "CODE_INVALID" },
      ]).toContainEqual({ left, again });
    }
  }, 180_000);
});
