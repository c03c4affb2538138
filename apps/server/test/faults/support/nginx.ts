import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@sixdigit/testing";
import { msUntil, statusOf } from "./waiting.ts";

const CONFIGURATION = new URL("../../../../../docs/operations/nginx.conf", import.meta.url);

const asked = spawnSync("nginx", ["-v"], { encoding: "utf8" });

/** Why the scenario behind nginx cannot run; undefined where it can. */
export const noNginx: string | undefined = asked.status === 0 ? undefined : "no nginx: install it";

/** Whether the nginx of this machine can reload without breaking connections that clients are using. */
function spares(): boolean {
  const [, major, minor, patch] = /nginx\/(\d+)\.(\d+)\.(\d+)/.exec(asked.stderr)?.map(Number) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new Error(`nginx tells no version: ${asked.stderr}`);
  }
  return major * 1e6 + minor * 1e3 + patch >= 1_027_004;
}

/** Paths of its own in place of the system's; all that has to differ from a container. */
const ITS_FOLDER = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
  .map((name) => `${name}_temp_path ${name};`)
  .join(" ");

/** nginx as the project configures it, before two instances at these addresses. */
export async function startNginx(one: string, two: string) {
  const [folder, port] = [await mkdtemp(join(tmpdir(), "sixdigit-nginx-")), await freePort()];
  const changes: [string, string][] = [
    ["one:3000", one],
    ["two:3000", two],
    ["listen 8080;", `listen 127.0.0.1:${port};`],
    ["http {", `http { access_log off; ${ITS_FOLDER}`],
    // The people of the scenario come from many networks, which they tell by this header.
    ["X-Forwarded-For $remote_addr", "X-Forwarded-For $http_x_forwarded_for"],
  ];
  // An older nginx than the configuration is for: here clients keep no connection, as then no reload breaks one.
  if (!spares()) changes.push(["keepalive_min_timeout 3s;", "keepalive_timeout 0;"]);
  const text = changes.reduce(
    (configured, [from, to]) => {
      if (!configured.includes(from)) throw new Error(`the configuration does not say ${from}`);
      return configured.replace(from, to);
    },
    await readFile(CONFIGURATION, "utf8"),
  );
  const file = join(folder, "nginx.conf");
  const write = (configured: string) => writeFile(file, configured);
  await write(text);
  await mkdir(join(folder, "logs"));
  const child = spawn(
    "nginx",
    ["-p", folder, "-c", file, "-e", "stderr", "-g", "daemon off; pid nginx.pid; error_log stderr;"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  if ((await msUntil(async () => (await statusOf(`${url}/livez`)) === 200)) < 0) {
    throw new Error(`nginx does not serve:\n${said}`);
  }
  return {
    url,
    /** Takes an instance out of its turn by the word that nginx has for it, or all back in. */
    async down(instance?: "one" | "two") {
      const address = instance && `server ${instance === "one" ? one : two}`;
      await write(address ? text.replace(address, `${address} down`) : text);
      child.kill("SIGHUP");
    },
    async close() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
