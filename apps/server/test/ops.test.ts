import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@sixdigit/db/postgres";
import { expect, it, onTestFinished } from "vitest";
import { ops } from "./support/commands.ts";

it.each(["", "help", "--help"])("pnpm ops %s tells how it is called", async (args) => {
  const { code, out, err } = await ops(args);
  expect([code, err]).toEqual([0, ""]);
  for (const command of [
    "status",
    "stop SCOPE",
    "resume SCOPE",
    "demand-proof",
    "end-sessions all",
    "unlock PHONE",
  ]) {
    expect(out).toContain(`  ${command}`);
  }
});

it.each([
  ["halt", /^halt: there is no such command/],
  ["stop", /^stop: a scope is missing: all, a country as IN/],
  ["stop XX", /^stop: XX is no scope/],
  ["stop +41", /^stop: \+41 is no scope.+4 digits at least/],
  ["stop all --for=soon", /^stop: --for=soon is no time/],
  ["stop all --for=366d", /^stop: --for=366d is no time/],
  ["stop all --for=1h now", /^stop: --for=1h now is no time/],
  ["resume", /^resume takes one word after it/],
  ["status now", /^status takes nothing after it/],
  ["end-sessions somebody", /^end-sessions: somebody is neither all, nor/],
  ["unlock 4155550132", /^unlock: 4155550132 is not a phone number/],
])("pnpm ops %s is not understood, and says what is wrong", async (args, message) => {
  const { code, out, err } = await ops(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(message);
});

it("says why it cannot reach a server that keeps everything in memory", async () => {
  const { code, err } = await ops("stop all");
  expect(code).toBe(1);
  expect(err).toMatch(/^USE_DATABASE: is false, so sessions and limits are in the memory of the one server/);
});

it("says which database does not answer, without its password", async () => {
  const { code, err } = await ops("stop all", {
    USE_DATABASE: "true",
    DATABASE_URL: "postgresql://somebody:hidden@127.0.0.1:1/none",
  });
  expect(code).toBe(1);
  expect(err).toMatch(/^No Postgres answers at 127.0.0.1:1\. Start it, or correct DATABASE_URL\.$/);
  expect(err).not.toContain("hidden");
});

it("works over the embedded Postgres: that of a server that runs, and its own where none does", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sixdigit-ops-"));
  const dataDir = join(folder, ".data", "postgres");
  onTestFinished(async () => {
    // A link to elsewhere, where the temporary folder is closed to the user that Postgres runs as.
    await rm(await realpath(dataDir), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  const embedded = { USE_DATABASE: "true" };
  const running = await startEmbeddedPostgres({ dataDir });
  expect(await ops("stop all", embedded, folder)).toMatchObject({ code: 0, err: "" });
  await running.stop();
  expect((await ops("status", embedded, folder)).out).toContain("stop all until it is lifted");
});
