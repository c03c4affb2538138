import { expect, it, onTestFinished } from "vitest";
import { patientWithDatabase } from "../support/patient.ts";
import { noteFault, seconds } from "./support/fault-table.ts";
import { slowestOf, tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { statusOf } from "./support/waiting.ts";
import { startWorld } from "./support/world.ts";

async function startedWorld({ variables = {}, ...rest }: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld({ ...rest, variables: { ...patientWithDatabase, ...variables } });
  onTestFinished(() => world[Symbol.asyncDispose]());
  const request = () => {
    const { phone, address } = world.people.newPerson();
    world.ledger.asked.set(phone, 1);
    return world.people.ask("request", address, { phoneNumber: phone });
  };
  return { world, request };
}

it("a provider that takes messages and does not answer holds nobody for ten seconds, and nothing is sent twice", async (context) => {
  const { world, request } = await startedWorld();
  world.twilio.behave({ kind: "hang", accepts: true });
  const answers = await Promise.all([request(), request()]);
  expect(answers.map(({ outcome }) => outcome)).toEqual(["200", "200"]);
  expect(world.twilio.sent).toHaveLength(2);
  // Five seconds of them are the deadline of a message; a machine that is five times slower makes one of the rest three.
  expect(slowestOf(world.ledger.told)).toBeLessThan(10_000);
  expect(await world.reckon()).toEqual(NOTHING_WRONG);
  noteFault(context, "provider-hangs", `answered after ${seconds(slowestOf(world.ledger.told))}`);
});

it("more requests than are worked on at once are refused at once, while those inside are served", async (context) => {
  const variables = { MAX_IN_FLIGHT: "20" };
  const { world, request } = await startedWorld({ servers: 1, variables });
  const [server] = world.servers;
  // For almost as long as a message may take, so that a slow machine has time to ask for all the others.
  world.twilio.behave({ kind: "slow", ms: 4_500 });
  const first = Array.from({ length: 20 }, request);
  await expect.poll(() => world.twilio.calls()).toBe(20);
  const askedAt = Date.now();
  const more = await Promise.all(Array.from({ length: 80 }, request));
  const refused = world.ledger.since(askedAt).filter(({ outcome }) => outcome === "UNAVAILABLE");
  const health = [await statusOf(`${server?.url}/livez`), await statusOf(`${server?.url}/readyz`)];
  expect(tallyOf(refused)).toEqual({ UNAVAILABLE: more.length });
  expect(refused.every(({ hasRetryAfter, status }) => hasRetryAfter && status === 503)).toBe(true);
  expect(slowestOf(refused)).toBeLessThan(4_500);
  expect(health).toEqual([200, 200]);
  expect((await Promise.all(first)).map(({ outcome }) => outcome)).toEqual(Array(20).fill("200"));
  expect((await request()).outcome).toBe("200");
  expect(world.twilio.sent).toHaveLength(21);
  noteFault(context, "overload", `refused after ${seconds(slowestOf(refused))} at most`);
});
