import { expect, it } from "vitest";
import { startProvider } from "../src/provider.ts";
import { expectSignOutHolds, measureChecks, measureSignIns, type Target } from "../src/target.ts";
import { sixdigitSteps, startSixdigit } from "../src/targets/sixdigit.ts";
import { latenciesAt } from "../src/under-load.ts";

async function openTarget() {
  const provider = await startProvider();
  const server = await startSixdigit({ providerUrl: provider.url });
  const target: Target = {
    name: "in memory",
    server,
    steps: sixdigitSteps,
    provider,
    postgresPid: undefined,
    signsIn: true,
  };
  return {
    target,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

const onLinux = it.runIf(process.platform === "linux");

onLinux(
  "a sign-in, its checks and its end are measured, and every answer was right",
  async () => {
    await using opened = await openTarget();
    const { target } = opened;
    await expectSignOutHolds(target);
    const signIns = await measureSignIns(target, { people: 4, operations: 8 });
    expect(signIns.serverCpu).toBeGreaterThan(0);
    expect(Object.values(signIns.latencies).map((each) => each.length)).toEqual([8, 8, 80, 8]);
    const checks = await measureChecks(target, { people: 2, operations: 20 });
    expect(checks.latencies.check).toHaveLength(20);
    expect(await latenciesAt(target, { perSecond: 5, seconds: 1 })).toHaveLength(4);
  },
  60_000,
);

onLinux(
  "a wrong answer ends the measurement",
  async () => {
    await using opened = await openTarget();
    const { target } = opened;
    const takeCode = () => "000000";
    const cheated = { ...target, provider: { ...target.provider, takeCode } };
    await expect(measureSignIns(cheated, { people: 1, operations: 1 })).rejects.toThrow("wrong answer: 401");
  },
  60_000,
);
