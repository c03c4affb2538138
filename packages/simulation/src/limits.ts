import type { Clock, Limits } from "@sixdigit/auth";
import type { LimitRule } from "@sixdigit/rate-limit";
import type { PortCall } from "./ports.ts";

type Window = { used: number; endsAt: number };

/** Counters over the simulation's time, shared by all processes; taking and giving back are calls of a port each. */
export function createSimulatedLimits(rules: readonly LimitRule[], port: PortCall, clock: Clock): Limits {
  const windows = new Map<string, Window>();

  function take(series: string, { points, windowSeconds }: LimitRule): Window | number {
    const now = clock().getTime();
    const found = windows.get(series);
    const window = found && found.endsAt > now ? found : { used: 0, endsAt: now + windowSeconds * 1000 };
    windows.set(series, window);
    if (window.used >= points) return Math.ceil((window.endsAt - now) / 1000);
    window.used += 1;
    return window;
  }

  return {
    async charge(action, subject) {
      const rule = rules.find((each) => each.action === action);
      if (!rule) return { allowed: true, refund: async () => {} };
      const series = `${rule.name} ${rule.key(subject)}`;
      const taken = await port(`limits.charge ${action}`, async () => take(series, rule));
      if (typeof taken === "number") return { allowed: false, rule: rule.name, retryAfterSeconds: taken };
      let isBack = false;
      const giveBack = async () => {
        if (!isBack && taken.endsAt > clock().getTime()) taken.used -= 1;
        isBack = true;
      };
      return { allowed: true, refund: () => port(`limits.refund ${action}`, giveBack) };
    },
  };
}
