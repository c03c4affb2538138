import { describe, expect, it, onTestFinished } from "vitest";
import { patientWithDatabase } from "../support/patient.ts";
import { noteFault, seconds } from "./support/fault-table.ts";
import { startHttpProxy } from "./support/http-proxy.ts";
import { tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { msUntil, statusOf } from "./support/waiting.ts";
import { startWorld } from "./support/world.ts";

async function startedWorld({ variables = {}, ...rest }: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld({ ...rest, variables: { ...patientWithDatabase, ...variables } });
  onTestFinished(() => world[Symbol.asyncDispose]());
  return world;
}

/** As long as whoever looks at readiness needs to see that it is off, on a machine that stands still for seconds. */
const seenToStop = { STOP_DELAY_SECONDS: "5" };

describe("an instance that is told to stop", () => {
  it("says so by its readiness, finishes 100 requests in flight, and exits with 0 within 25 seconds", async (context) => {
    const world = await startedWorld({ servers: 1, variables: seenToStop });
    const [server] = world.servers;
    // Each message takes three seconds, so that all of them are in flight at the signal.
    world.twilio.behave({ kind: "slow", ms: 3_000 });
    const people = Array.from({ length: 100 }, () => world.people.newPerson());
    const calls = people.map(({ phone, address }) => {
      world.ledger.asked.set(phone, 1);
      return world.people.ask("request", address, { phoneNumber: phone });
    });
    await expect.poll(() => world.twilio.calls()).toBe(100);
    const started = performance.now();
    const exit = server?.end("SIGTERM");
    const notReady = await msUntil(async () => (await statusOf(`${server?.url}/readyz`)) === 503);
    const outcomes = (await Promise.all(calls)).map(({ outcome }) => outcome);
    const code = await exit;
    const took = performance.now() - started;
    expect(tallyOf(world.ledger.told)).toEqual({ "200": 100 });
    expect(outcomes).toEqual(Array(100).fill("200"));
    expect(notReady).toBeGreaterThanOrEqual(0);
    expect(code).toBe(0);
    // Five seconds until it stops, three for what is in flight: the rest is for a machine that is late with all of it.
    expect(took).toBeLessThan(25_000);
    expect(await world.reckon()).toEqual(NOTHING_WRONG);
    noteFault(context, "stopped-by-signal", `ended ${seconds(took)} after the signal`);
  });

  it("ends at once on a second signal", async () => {
    const world = await startedWorld({ servers: 1, variables: { STOP_DELAY_SECONDS: "10" } });
    const [server] = world.servers;
    world.twilio.behave({ kind: "hang", accepts: false });
    const { phone, address } = world.people.newPerson();
    const call = world.people.ask("request", address, { phoneNumber: phone });
    await expect.poll(() => world.twilio.calls()).toBe(1);
    const started = performance.now();
    const exit = server?.end("SIGTERM");
    await expect.poll(() => statusOf(`${server?.url}/readyz`)).toBe(503);
    server?.child.kill("SIGTERM");
    expect(await exit).toBe(1);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await call).outcome).toBe("no answer");
  });
});

describe("an error that nobody caught", () => {
  it.each(["/throws-later", "/rejects"])(
    "at %s is logged, requests in flight are finished, and the exit code is 1",
    async (path) => {
      const world = await startedWorld({ servers: 1, variables: { LOG_LEVEL: "fatal" } });
      const [server] = world.servers;
      world.twilio.behave({ kind: "slow", ms: 1_500 });
      const { phone, address } = world.people.newPerson();
      const inFlight = world.people.ask("request", address, { phoneNumber: phone });
      await expect.poll(() => world.twilio.calls()).toBe(1);
      expect(await statusOf(server?.url + path)).toBe(404);
      expect((await inFlight).outcome).toBe("200");
      await expect.poll(() => server?.child.exitCode).toBe(1);
      const line = server?.output.out.split("\n").find((each) => each.startsWith("{")) ?? "{}";
      expect(JSON.parse(line)).toMatchObject({
        level: "fatal",
        event: "fault",
        err: { message: "on purpose" },
      });
    },
  );
});

describe("two instances behind a proxy", () => {
  it("are replaced one after the other without a request being lost", async (context) => {
    const world = await startedWorld({ variables: seenToStop });
    const proxy = await startHttpProxy();
    onTestFinished(() => proxy.close());
    for (const { url } of world.servers) await proxy.add(url);
    world.setFront(proxy.url);
    const load = world.people.keepComing({ atOnce: 4 });
    await expect.poll(() => world.ledger.signedIn.length).toBeGreaterThan(10);
    const old = [...world.servers];
    const started = performance.now();
    const codes: (number | null)[] = [];
    for (const server of old) {
      const next = await world.start();
      world.servers.push(next);
      await proxy.add(next.url);
      codes.push(await server.end("SIGTERM"));
      proxy.remove(server.url);
    }
    const took = performance.now() - started;
    const before = world.ledger.signedIn.length;
    await expect.poll(() => world.ledger.signedIn.length).toBeGreaterThan(before + 10);
    await load.stop();
    expect(codes).toEqual([0, 0]);
    // The code tried again after its sign-in is refused as it must be; nothing else is.
    expect(Object.keys(tallyOf(world.ledger.told)).sort()).toEqual(["200", "CODE_INVALID"]);
    expect(world.ledger.signedIn.length).toBeGreaterThan(20);
    expect(await world.reckon()).toEqual(NOTHING_WRONG);
    noteFault(context, "rolling-restart", `${seconds(took)} for both`);
  });
});
