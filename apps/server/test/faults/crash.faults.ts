import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "@sixdigit/db/test-postgres";
import { expect, it, onTestFinished } from "vitest";
import { patientWithDatabase } from "../support/patient.ts";
import { noteFault, seconds } from "./support/fault-table.ts";
import { tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { startWorld } from "./support/world.ts";

async function startedWorld() {
  const world = await startWorld({ variables: patientWithDatabase });
  onTestFinished(() => world[Symbol.asyncDispose]());
  return world;
}

it("killed again and again under load, instances lose no sign-in that was answered, and do nothing twice", async (context) => {
  const world = await startedWorld();
  const load = world.people.keepComing({ atOnce: 10, pauseMs: 5 });
  const starts: number[] = [];
  for (let kill = 0; kill < 6; kill++) {
    await sleep(400 + kill * 137);
    const [oldest] = world.servers;
    await oldest?.end("SIGKILL");
    world.servers.shift();
    const started = performance.now();
    world.servers.push(await world.start());
    starts.push(performance.now() - started);
  }
  await sleep(500);
  await load.stop();
  const outcomes = tallyOf(world.ledger.told);
  expect(outcomes["no answer"]).toBeGreaterThan(0);
  expect(Object.keys(outcomes).sort()).toEqual(["200", "CODE_INVALID", "no answer"]);
  expect(world.ledger.signedIn.length).toBeGreaterThan(20);
  expect(await world.reckon()).toEqual(NOTHING_WRONG);
  noteFault(context, "instance-killed", `a new instance serves after ${seconds(Math.max(...starts))}`);
});

it("the reckoning finds a session, a sign-out and a message that are not as clients were told", async () => {
  const world = await startedWorld();
  for (const signsOut of [false, true]) await world.people.signIn({ signsOut });
  expect(await world.reckon()).toEqual(NOTHING_WRONG);
  const [first, second] = world.ledger.signedIn.map(({ token }) => token.split(".")[0]);
  await withClient(world.databaseUrl, async (client) => {
    await client.query("UPDATE sessions SET ended_at = NULL WHERE id = $1", [second]);
    await client.query(
      "INSERT INTO sessions SELECT gen_random_uuid(), user_id, secret_hash, created_at, last_used_at, expires_at FROM sessions WHERE id = $1",
      [second],
    );
    await client.query("DELETE FROM sessions WHERE id = $1", [first]);
  });
  world.twilio.sent.push(...world.twilio.sent.slice(0, 1));
  expect(await world.reckon()).toEqual({
    ...NOTHING_WRONG,
    lostSessions: 1,
    lostSignOuts: 1,
    codesTwice: 1,
    sessionsWithoutAudit: 1,
    messagesTwice: 1,
  });
});
