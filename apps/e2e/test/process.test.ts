import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { failingStart, readyAddress, spawnLauncher, startServer, stop } from "./support/server-process.ts";

describe("starting the server", () => {
  it("prints the address and what to do next, in a few lines", async () => {
    await using server = await startServer();
    expect(server.output.out.trimEnd().split("\n")).toEqual([
      `Sixdigit is ready at ${server.url} (development: memory storage, messages are printed here)`,
      "Open it, type a phone number, and take the code from the phone beside the form.",
      "Ctrl+C stops it.",
    ]);
    const page = await fetch(server.url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<script")]);
  });

  it("says in one line that the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, lines } = await failingStart({ PORT: String(port) });
    other.close();
    expect([code, lines]).toEqual([
      1,
      [`PORT: ${port} is taken; stop what uses it, or set PORT to another one`],
    ]);
  });

  it("names each bad variable in a line, without its value, and stops", async () => {
    const { code, lines, out } = await failingStart({ PORT: "http", OTP_SECRET: "my-short-secret" });
    expect([code, lines, out]).toEqual([
      1,
      ["PORT: must be a whole number", "OTP_SECRET: needs 32 characters at least, each of them"],
      "",
    ]);
  });

  it("refuses production without what production needs, each named", async () => {
    const { code, lines } = await failingStart({ NODE_ENV: "production", PORT: "0" });
    expect([code, lines.map((line) => line.split(":")[0])]).toEqual([
      1,
      ["USE_DATABASE", "ENABLE_REAL_OTP", "PUBLIC_ORIGIN", "DATABASE_URL", "OTP_SECRET", "SESSION_SECRET"],
    ]);
  });
});

describe.skipIf(process.platform === "win32")("stopping the server", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 on %s, with connections kept alive",
    async (signal) => {
      await using server = await startServer();
      await (await fetch(`${server.url}/livez`)).text();
      expect(await stop(server.child, signal)).toBe(0);
    },
  );

  it.skipIf(process.platform !== "linux")(
    "ends when the npx above it was told to, though a shell is between",
    async () => {
      const command = `${process.execPath} apps/server/src/main.ts; true`;
      const launcher = spawnLauncher(command);
      const url = await readyAddress(launcher.child, launcher.output);
      launcher.child.kill("SIGKILL");
      await expect
        .poll(
          () =>
            fetch(`${url}/livez`).then(
              () => "answers",
              () => "gone",
            ),
          { timeout: 10_000 },
        )
        .toBe("gone");
    },
  );
});
