import { mkdtemp, readlink, rm } from "node:fs/promises";
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
    // Root's temporary folders are closed to the user that Postgres then runs as: its data is elsewhere.
    const data = join(cwd, ".data", "postgres");
    onTestFinished(async () => {
      const kept = await readlink(data).catch(() => data);
      await rm(kept, { recursive: true, force: true });
      await rm(cwd, { recursive: true, force: true });
    });
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
});
