import { AuthError } from "@sixdigit/contracts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import type { Scheduler } from "./scheduler.ts";

export type PortCall = <T>(port: string, statement: () => Promise<T>) => Promise<T>;

type Given = {
  scheduler: Scheduler;
  faults: Faults;
  journal: Journal;
  advance: (seconds: number) => void;
  /** Called when the process of the running call ends in the middle of it. */
  crash: (process: number) => void;
};

/** Longer than any deadline that the real ports have. */
const TOO_SLOW = 7;

/** Makes of a statement one that others may overtake, and that may fail in every way in which a remote one can. */
export function createPortCall({ scheduler, faults, journal, advance, crash }: Given): PortCall {
  return async (port, statement) => {
    const task = scheduler.current();
    await scheduler.park(port);
    const fault = faults.port();
    journal.tell(() => `${task.name}: ${port}${fault ? ` (${fault})` : ""}`);
    if (fault) {
      journal.met(`fault: ${fault}`);
      task.isFaulted = true;
    }
    if (fault === "error before commit") throw new AuthError("UNAVAILABLE", {}, { isWithoutEffect: true });
    if (fault === "slow past its deadline") {
      scheduler.later(port, statement);
      advance(TOO_SLOW);
      throw new AuthError("UNAVAILABLE");
    }
    const result = await statement();
    if (fault === "reply lost after commit") throw new AuthError("UNAVAILABLE");
    if (fault !== "process gone") return result;
    crash(task.process);
    return scheduler.vanish();
  };
}
