// A server as it is run, under the control of the process that forked it: its clock can be moved, and it can be made to
// die at one step of the store. Started by `start-controlled.ts`.
import { createServer } from "node:http";
import type { AuthStore } from "@sixdigit/auth";
import { createApp } from "../../src/app.ts";
import { compose } from "../../src/compose.ts";
import { loadConfig, readEnvironment } from "../../src/config.ts";
import { listen } from "../../src/listen.ts";

export type Order = { advance: number } | { dieAt: Fault } | { stop: true };
/** Before a step of the store, after it, or so many milliseconds after it began. */
export type Fault = { step: keyof AuthStore; when: "before" | "after" | number };

let offset = 0;
let fault: Fault | undefined;

const die = () => process.kill(process.pid, "SIGKILL");

/** Dies where it was told to, as a machine does: with nothing said and nothing tidied up. */
function dyingStore(store: AuthStore): AuthStore {
  const steps = Object.entries(store).map(([step, run]) => [
    step,
    async (...args: unknown[]) => {
      const mine = fault?.step === step ? fault.when : undefined;
      if (mine === "before") die();
      if (typeof mine === "number") setTimeout(die, mine);
      const result = await (run as (...args: unknown[]) => unknown)(...args);
      if (mine === "after") die();
      return result;
    },
  ]);
  return Object.fromEntries(steps);
}

const config = loadConfig(readEnvironment());
const { close, ...parts } = await compose(config, {
  print: () => {},
  logOutput: process.stderr,
  clock: () => new Date(Date.now() + offset),
  wrapStore: dyingStore,
});
const app = createApp({
  ...parts,
  web: (_req, res) => void res.end(),
  isReady: () => true,
  // Hundreds of calls at once are all to be answered, however slow the machine is.
  deadlineMs: 60_000,
});
const server = createServer(app);
process.send?.({ port: await listen(server, { host: "127.0.0.1", port: 0 }) });

process.on("message", async (order: Order) => {
  if ("advance" in order) offset += order.advance * 1000;
  if ("dieAt" in order) fault = order.dieAt;
  process.send?.({ done: true });
  if ("stop" in order) {
    server.closeAllConnections();
    await close();
    process.exit(0);
  }
});
