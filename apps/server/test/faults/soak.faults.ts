import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, it, onTestFinished } from "vitest";
import { slowestOf, tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { type Sample, sampleOf, slopePerMinute } from "./support/resources.ts";
import { startWorld, type World } from "./support/world.ts";

declare module "vitest" {
  interface ProvidedContext {
    soak: { seconds: number; settleSeconds: number; faultEverySeconds: number; maxKibPerMinute: number };
  }
}

const CAPACITY_MS = 8_000;

/** Sign-ins a second that the two servers manage when people come without a pause. */
async function measureCapacity({ people, ledger }: World): Promise<number> {
  const load = people.keepComing({ atOnce: 16, pauseMs: 0 });
  await sleep(CAPACITY_MS);
  const count = ledger.signedIn.length;
  await load.stop();
  return count / (CAPACITY_MS / 1000);
}

/** One after the other, again and again. The first server is never restarted: it is the one that is measured. */
function faultsOf(world: World): (() => Promise<void>)[] {
  const replace = async (signal: "SIGKILL" | "SIGTERM") => {
    const [, server] = world.servers;
    await server?.end(signal);
    // As whatever runs servers does: one that does not start is started again.
    const again = () => world.start();
    world.servers[1] = await again().catch(again).catch(again).catch(again);
  };
  return [
    async () => world.wire.cut(),
    async () => {
      world.wire.hold();
      await sleep(3_000);
      world.wire.pass();
    },
    async () => {
      await world.postgres.signal("SIGKILL");
      await world.postgres.halt();
      await sleep(1_000);
      await world.postgres.resume();
    },
    () => replace("SIGKILL"),
    async () => {
      await world.postgres.signal("SIGSTOP");
      await sleep(3_000);
      await world.postgres.signal("SIGCONT");
    },
    () => replace("SIGTERM"),
  ];
}

it("at half of its capacity, with a fault again and again, it loses nothing, does nothing twice, and grows no fatter", async () => {
  const { seconds, settleSeconds, faultEverySeconds, maxKibPerMinute } = inject("soak");
  const world = await startWorld();
  onTestFinished(() => world[Symbol.asyncDispose]());
  const capacity = await measureCapacity(world);
  const pid = world.servers[0]?.child.pid ?? 0;
  const started = performance.now();
  const elapsed = () => performance.now() - started;

  const load = world.people.arrive({ perSecond: capacity / 2 });
  const samples: Sample[] = [];
  const faults = faultsOf(world);
  let struck = 0;
  let nextFault = faultEverySeconds;
  let striking: Promise<void> = Promise.resolve();
  while (elapsed() < seconds * 1000) {
    if (elapsed() > nextFault * 1000) {
      nextFault += faultEverySeconds;
      striking = striking.then(faults[struck++ % faults.length]);
    }
    samples.push(await sampleOf(pid, elapsed()));
    await sleep(1_000);
  }
  await striking;
  await load.stop();

  const settled = samples.filter(({ atMs }) => atMs > settleSeconds * 1000);
  const memory = slopePerMinute(settled, ({ rssKib }) => rssKib);
  const handles = slopePerMinute(settled, (sample) => sample.handles);
  process.stdout.write(
    `${[
      `soak of ${seconds} s at ${(capacity / 2).toFixed(1)} sign-ins a second (capacity ${capacity.toFixed(1)}), ${struck} faults`,
      `signed in ${world.ledger.signedIn.length}, told ${JSON.stringify(tallyOf(world.ledger.told))}, slowest ${slowestOf(world.ledger.told)} ms`,
      `resident ${Math.round((settled[0]?.rssKib ?? 0) / 1024)} to ${Math.round((settled.at(-1)?.rssKib ?? 0) / 1024)} MiB, slope ${Math.round(memory)} KiB a minute`,
      `file handles ${settled[0]?.handles} to ${settled.at(-1)?.handles}, slope ${handles.toFixed(2)} a minute`,
    ].join("\n")}\n`,
  );
  expect(struck).toBeGreaterThan(1);
  expect(Object.keys(tallyOf(world.ledger.told)).sort()).toEqual(
    expect.arrayContaining(["200", "CODE_INVALID", "UNAVAILABLE"]),
  );
  expect(tallyOf(world.ledger.told)).not.toHaveProperty("INTERNAL");
  expect(slowestOf(world.ledger.told)).toBeLessThan(10_000);
  expect(await world.reckon()).toEqual(NOTHING_WRONG);
  expect(memory).toBeLessThan(maxKibPerMinute);
  expect(handles).toBeLessThan(60);
}, 900_000);
