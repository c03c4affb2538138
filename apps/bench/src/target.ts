import type { Pool } from "undici";
import { connect, createPerson, type Person } from "./person.ts";
import { cpuSecondsOf } from "./process-cpu.ts";
import type { FakeProvider } from "./provider.ts";
import { completeSignIn, type Note, type StepName, type Steps, signIn } from "./steps.ts";
import type { ServerProcess } from "./targets/spawn-server.ts";

/** A server under measurement. */
export type Target = {
  name: string;
  server: ServerProcess;
  steps: Steps;
  provider: FakeProvider;
  /** Undefined where it uses none. */
  postgresPid: number | undefined;
  /** Whether there is anything to sign in to. */
  signsIn: boolean;
};

export type Measured = {
  /** CPU seconds per 1,000 operations. */
  serverCpu: number;
  postgresCpu: number;
  perSecond: number;
  /** Milliseconds. */
  latencies: Record<StepName, number[]>;
};

export type Load = { people: number; operations: number };

let nextPerson = 0;

/** Somebody who has never been here, in this run of the benchmark. */
export function newPerson(connections: Pool): Person {
  return createPerson(nextPerson++, connections);
}

/** People one after the other, so many at once: each signs in, looks ten times and signs out. */
export function measureSignIns(target: Target, load: Load): Promise<Measured> {
  return measure(target, load, async (connections, note) => {
    await completeSignIn(target.steps, newPerson(connections), target.provider, note);
  });
}

/** Request and verify alone. */
export function measureRequestAndVerify(target: Target, load: Load): Promise<Measured> {
  return measure(target, load, (connections, note) =>
    signIn(target.steps, newPerson(connections), target.provider, note),
  );
}

/** People who are signed in and look again and again. */
export async function measureChecks(target: Target, load: Load): Promise<Measured> {
  const connections = connect(target.server.url, load.people);
  const people = Array.from({ length: load.people }, () => newPerson(connections));
  await Promise.all(
    people.map((each) => target.signsIn && signIn(target.steps, each, target.provider, () => {})),
  );
  let turn = 0;
  const measured = await measure(target, load, async (_connections, note) => {
    const person = people[turn++ % people.length] as Person;
    const began = performance.now();
    await target.steps.check(person);
    note("check", performance.now() - began);
  });
  await connections.close();
  return measured;
}

/** A copy of a session that was signed out must not open: who is fast by forgetting that is not measured. */
export async function expectSignOutHolds({ server, steps, provider }: Target): Promise<void> {
  const connections = connect(server.url, 1);
  const person = newPerson(connections);
  await signIn(steps, person, provider, () => {});
  await steps.check(person);
  const copy = person.copy();
  await steps.signOut(person);
  await steps.checkSignedOut(copy);
  await connections.close();
}

async function measure(
  target: Target,
  { people, operations }: Load,
  operation: (connections: Pool, note: Note) => Promise<void>,
): Promise<Measured> {
  const latencies: Measured["latencies"] = { request: [], verify: [], check: [], signOut: [] };
  const connections = connect(target.server.url, people);
  const before = cpuOf(target);
  const began = performance.now();
  let left = operations;
  const work = async () => {
    while (left-- > 0) await operation(connections, (step, ms) => latencies[step].push(ms));
  };
  await Promise.all(Array.from({ length: people }, work));
  const seconds = (performance.now() - began) / 1000;
  const after = cpuOf(target);
  await connections.close();
  return {
    serverCpu: ((after.server - before.server) / operations) * 1000,
    postgresCpu: ((after.postgres - before.postgres) / operations) * 1000,
    perSecond: operations / seconds,
    latencies,
  };
}

function cpuOf({ server, postgresPid }: Target): { server: number; postgres: number } {
  return { server: cpuSecondsOf(server.pid), postgres: postgresPid ? cpuSecondsOf(postgresPid) : 0 };
}
