import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@sixdigit/testing";

// biome-ignore lint/style/noProcessEnv: where the tests' own Redis is, not a setting of the server
const given = process.env.REDIS_URL;
const isInstalled = () => spawnSync("redis-server", ["--version"]).status === 0;

/** Why the tests with Redis cannot run; undefined where they can. */
export const noRedis: string | undefined =
  given || isInstalled() ? undefined : "no Redis: install redis-server, or name one by REDIS_URL";

/** The Redis that is given, or one of our own that keeps nothing. */
export async function startTestRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  if (given) return { url: given, stop: async () => {} };
  const port = await freePort();
  const server = spawn("redis-server", ["--port", `${port}`, "--save", "", "--appendonly", "no"]);
  let printed = "";
  for await (const chunk of server.stdout) {
    printed += chunk;
    if (printed.includes("Ready to accept connections")) break;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill();
      await once(server, "exit");
    },
  };
}
