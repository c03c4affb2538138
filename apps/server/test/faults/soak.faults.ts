import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, it, onTestFinished } from "vitest";
import { slowestOf, tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { keepSampling, type Sample, slopePerMinute } from "./support/resources.ts";
import { startWorld, type World } from "./support/world.ts";

declare module "vitest" {
  interface ProvidedContext {
    soak: {
      seconds: number;
      settleSeconds: number;
      faultEverySeconds: number;
      maxKibPerMinute: number;
      maxHandlesPerMinute: number;
    };
  }
}

const CAPACITY_MS = 8_000;
/** As many as a machine that is disturbed by something else has inside before more of them would only wait. */
const CROWD = 64;

/** Sign-ins a second that the two servers manage now, when people come without a pause; one at least. */
async function measureCapacity({ people, ledger }: World): Promise<number> {
  const before = ledger.signedIn.length;
  const load = people.keepComing({ atOnce: 16, pauseMs: 0 });
  await sleep(CAPACITY_MS);
  const count = ledger.signedIn.length - before;
  await load.stop();
  return Math.max(1, count / (CAPACITY_MS / 1000));
}

/** One after the other, again and again. The first server is never restarted: it is the one that is measured. */
function faultsOf(world: World): (() => Promise<void>)[] {
  const replace = async (signal: "SIGKILL" | "SIGTERM") => {
    const [, server] = world.servers;
    await server?.end(signal);
    world.servers[1] = await world.start();
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

/**
 * Round after round of all faults, each of which begins with what the servers manage now, so that half of it stays half where
 * something else takes of the machine.
 */
async function soak(
  world: World,
  { seconds, faultEverySeconds }: { seconds: number; faultEverySeconds: number },
) {
  const started = performance.now();
  const left = () => seconds * 1000 - (performance.now() - started);
  const capacities: number[] = [];
  let struck = 0;
  while (left() > 0) {
    const capacity = await measureCapacity(world);
    capacities.push(capacity);
    const load = world.people.arrive({ perSecond: capacity / 2, atMost: CROWD });
    for (const fault of faultsOf(world)) {
      const next = (struck + 1) * faultEverySeconds * 1000 - (performance.now() - started);
      await sleep(Math.max(0, Math.min(next, left())));
      if (left() <= 0) break;
      await fault();
      struck += 1;
    }
    await load.stop();
  }
  return { capacities, struck };
}

it("at half of its capacity, with a fault again and again, it loses nothing, does nothing twice, and grows no fatter", async () => {
  const { seconds, settleSeconds, faultEverySeconds, maxKibPerMinute, maxHandlesPerMinute } = inject("soak");
  const world = await startWorld({ collects: true });
  onTestFinished(() => world[Symbol.asyncDispose]());
  const sampling = keepSampling(world.servers[0]?.child.pid ?? 0);
  onTestFinished(async () => void (await sampling.stop()));
  const { capacities, struck } = await soak(world, { seconds, faultEverySeconds });
  const settled = (await sampling.stop()).filter(({ atMs }) => atMs > settleSeconds * 1000);
  const memory = slopePerMinute(settled, ({ rssKib }) => rssKib);
  const handles = slopePerMinute(settled, (sample) => sample.handles);
  const ends = (value: (sample: Sample) => number) =>
    settled.flatMap((sample, index) =>
      index === 0 || index === settled.length - 1 ? [Math.round(value(sample))] : [],
    );
  process.stdout.write(
    `${[
      `soak of ${seconds} s, ${struck} faults, at half of ${capacities.map((each) => each.toFixed(1)).join(", ")} sign-ins a second`,
      `signed in ${world.ledger.signedIn.length}, told ${JSON.stringify(tallyOf(world.ledger.told))}, slowest ${slowestOf(world.ledger.told)} ms`,
      `resident ${ends(({ rssKib }) => rssKib / 1024).join(" to ")} MiB, slope ${Math.round(memory)} KiB a minute`,
      `file handles ${ends((sample) => sample.handles).join(" to ")}, slope ${handles.toFixed(2)} a minute`,
    ].join("\n")}\n`,
  );
  expect(struck).toBeGreaterThan(1);
  expect(Object.keys(tallyOf(world.ledger.told)).sort()).toEqual(
    expect.arrayContaining(["200", "CODE_INVALID", "UNAVAILABLE"]),
  );
  expect(tallyOf(world.ledger.told)).not.toHaveProperty("INTERNAL");
  // A server lets go of a request after nine seconds. The faults here hold one for two and a half, so there is time to spare.
  expect(slowestOf(world.ledger.told)).toBeLessThan(10_000);
  expect(await world.reckon()).toEqual(NOTHING_WRONG);
  expect(memory).toBeLessThan(maxKibPerMinute);
  expect(handles).toBeLessThan(maxHandlesPerMinute);
}, 1_200_000);
