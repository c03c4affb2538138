import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@sixdigit/testing";
import { msUntil, statusOf } from "./waiting.ts";

const CONFIGURATION = new URL("../../../../../docs/operations/nginx.conf", import.meta.url);

/** Why the scenario behind nginx cannot run; undefined where it can. */
export const noNginx: string | undefined =
  spawnSync("nginx", ["-v"]).status === 0 ? undefined : "no nginx: install it";

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
