import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { patientWithDatabase } from "../support/patient.ts";
import type { Fault, Order } from "./controlled-server.ts";

const script = fileURLToPath(new URL("./controlled-server.ts", import.meta.url));

export type ControlledServer = Awaited<ReturnType<typeof startControlled>>;

/** A server process of its own on a database, with secrets that all of them share. */
export async function startControlled(databaseUrl: string, variables: Record<string, string> = {}) {
  const child = fork(script, {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      USE_DATABASE: "true",
      DATABASE_URL: databaseUrl,
      // Exact counts are asked for here, of hundreds of calls at once, however slow the machine is.
      ...patientWithDatabase,
      OTP_SECRET: "a-secret-that-all-of-them-share-1",
      SESSION_SECRET: "a-secret-that-all-of-them-share-2",
      // Each call comes from a network of its own (see people.ts), and whole crowds of them fail here on purpose.
      TRUST_PROXY_HOPS: "1",
      LIMITS: "conversion-per-country.minimum=1000000,failures-of-the-service-hour.minimum=1000000",
      ...variables,
    },
  });
  const { port } = await answer<{ port: number }>(child);
  const order = async (what: Order) => {
    const done = answer(child);
    child.send(what);
    await done;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    advance: (seconds: number) => order({ advance: seconds }),
    dieAt: (fault: Fault) => order({ dieAt: fault }),
    died: () => (child.signalCode ? Promise.resolve([null, child.signalCode]) : once(child, "exit")),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      await order({ stop: true });
      await exit;
    },
  };
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const listening = new AbortController();
  const { signal } = listening;
  const ended = once(child, "exit", { signal }).then(() => new Error("the server process ended"));
  const [message] = await Promise.race([
    once(child, "message", { signal }),
    ended.then((error) => Promise.reject(error)),
  ]).finally(() => {
    ended.catch(() => undefined);
    listening.abort();
  });
  return message as T;
}
