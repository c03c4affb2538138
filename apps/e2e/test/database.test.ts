import { mkdir, mkdtemp, readFile, realpath, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startServer } from "./support/server-process.ts";

const JSON_TYPE = { "content-type": "application/json" };

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  return fetch(url, { method: "POST", body: JSON.stringify(body), headers: { ...JSON_TYPE, ...headers } });
}

describe("USE_DATABASE=true with no DATABASE_URL", () => {
  it("starts a Postgres of its own, and people are still signed in after the next start, also after kill -9", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sixdigit-own-postgres-"));
    onTestFinished(() => removeAll(cwd));
    const start = () => startServer({ USE_DATABASE: "true" }, { cwd });
    const phoneNumber = "+14155550132";
    let cookie = "";
    {
      await using server = await start();
      expect(server.output.out).toContain("a Postgres of its own in .data");
      const { otp, challengeId } = await (
        await post(`${server.url}/api/auth/otp/request`, { phoneNumber })
      ).json();
      const verified = await post(`${server.url}/api/auth/otp/verify`, { phoneNumber, otp, challengeId });
      cookie =
        verified.headers
          .getSetCookie()
          .find((each) => each.startsWith("session="))
          ?.split(";")[0] ?? "";
      expect(verified.status).toBe(200);
    }
    for (const signal of ["SIGKILL", "SIGTERM"] as const) {
      await using server = await start();
      const session = await fetch(`${server.url}/api/auth/session`, { headers: { cookie } });
      expect([session.status, await session.json()]).toEqual([
        200,
        expect.objectContaining({ user: expect.objectContaining({ phoneNumber: "+1415•••••32" }) }),
      ]);
      server.child.kill(signal);
    }
  });

  it("ends with a line when its Postgres has ended under it", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sixdigit-own-postgres-"));
    onTestFinished(() => removeAll(cwd));
    await using server = await startServer({ USE_DATABASE: "true" }, { cwd });
    const pidFile = join(cwd, ".data", "postgres", "data", "postmaster.pid");
    process.kill(Number.parseInt(await readFile(pidFile, "utf8"), 10), "SIGKILL");
    await expect.poll(() => server.child.exitCode, { timeout: 10_000 }).toBe(1);
    expect(server.output.err).toBe("The embedded Postgres has ended: start the server again.\n");
  });

  it("finds its data again when the folder has been moved", async () => {
    const parent = await mkdtemp(join(tmpdir(), "sixdigit-own-postgres-"));
    const [before, after] = [join(parent, "before"), join(parent, "after")];
    onTestFinished(() => removeAll(after));
    await mkdir(before);
    const first = await startServer({ USE_DATABASE: "true" }, { cwd: before });
    const phoneNumber = "+14155550133";
    const { otp, challengeId } = await (
      await post(`${first.url}/api/auth/otp/request`, { phoneNumber })
    ).json();
    await first[Symbol.asyncDispose]();
    await rename(before, after);
    await using second = await startServer({ USE_DATABASE: "true" }, { cwd: after });
    const verified = await post(`${second.url}/api/auth/otp/verify`, { phoneNumber, otp, challengeId });
    expect(verified.status).toBe(200);
  });
});

/** Also what is kept elsewhere: root's temporary folders are closed to the user that Postgres then runs as. */
async function removeAll(cwd: string): Promise<void> {
  const data = join(cwd, ".data", "postgres");
  await rm(await realpath(data).catch(() => data), { recursive: true, force: true });
  await rm(cwd, { recursive: true, force: true });
}
