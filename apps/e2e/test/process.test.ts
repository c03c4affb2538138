import { once } from "node:events";
import { utimesSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { fileURLToPath } from "node:url";
import { freePort } from "@sixdigit/testing";
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

  it("serves metrics on a port of their own where one is named, and ends although a reader holds on", async () => {
    const port = await freePort();
    await using server = await startServer({ METRICS_PORT: String(port) });
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect([metrics.status, await metrics.text()]).toEqual([
      200,
      expect.stringContaining("sms_breaker_state"),
    ]);
    expect(await stop(server.child)).toBe(0);
  });

  it("says in one line that the port of the metrics is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, lines } = await failingStart({ PORT: "0", METRICS_PORT: String(port) });
    other.close();
    const line = `METRICS_PORT: ${port} is taken; stop what uses it, or set METRICS_PORT to another one`;
    expect([code, lines]).toEqual([1, [line]]);
  });

  it("names each bad variable in a line, without its value, and stops", async () => {
    const { code, lines, out } = await failingStart({ PORT: "http", OTP_SECRET: "my-short-secret" });
    expect([code, lines, out]).toEqual([
      1,
      ["PORT: must be a whole number", "OTP_SECRET: needs 32 characters at least, each of them"],
      "",
    ]);
  });

  it("says in one line why a database or a Redis cannot be used, and never its password", async () => {
    const database = { USE_DATABASE: "true", DATABASE_URL: "postgresql://me:hidden@127.0.0.1:1/mine" };
    expect(await failingStart({ PORT: "0", ...database })).toMatchObject({
      code: 1,
      lines: ["No Postgres answers at 127.0.0.1:1. Start it, or correct DATABASE_URL."],
    });
    expect(await failingStart({ PORT: "0", REDIS_URL: "redis://:hidden@127.0.0.1:1" })).toMatchObject({
      code: 1,
      lines: ["REDIS_URL: no Redis answers at 127.0.0.1:1. Start it, or correct REDIS_URL."],
    });
  });

  it("refuses production without what production needs, each named", async () => {
    const { code, lines } = await failingStart({ NODE_ENV: "production", PORT: "0" });
    expect([code, lines.map((line) => line.split(":")[0])]).toEqual([
      1,
      [
        "USE_DATABASE",
        "ENABLE_REAL_OTP",
        "PUBLIC_ORIGIN",
        "DATABASE_URL",
        "SMS_ALLOWED_COUNTRIES",
        "OTP_SECRET",
        "SESSION_SECRET",
      ],
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

  it("finishes what is in flight, and closes its connection", async () => {
    await using server = await startServer();
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    let answer = "";
    socket.setEncoding("utf8").on("data", (text) => {
      answer += text;
    });
    const body = JSON.stringify({ phoneNumber: "+14155550132" });
    const head = ["POST /api/auth/otp/request HTTP/1.1", "Host: localhost", "Content-Type: application/json"];
    socket.write(`${head.join("\r\n")}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.write(body.slice(10));
    await once(socket, "end");
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
    expect(answer.toLowerCase()).toContain("connection: close");
    // Not by `stop`: a second signal would end it at once.
    await expect.poll(() => server.child.exitCode).toBe(0);
  });

  it.skipIf(process.platform !== "linux")(
    "ends when the npx above it was told to, though a shell is between",
    async () => {
      const command = `${process.execPath} apps/server/start.js; true`;
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

describe.skipIf(process.platform === "win32")("the development server", () => {
  it("serves the pages from their sources on its own port, and starts again on a change of the server only", async () => {
    await using server = await startServer(
      {},
      { args: ["--watch", "--watch-preserve-output", "apps/server/src/dev.ts"] },
    );
    const page = await (await fetch(server.url)).text();
    expect(page).toContain('id="settings">{"name":"Sixdigit"');
    expect(page).toContain("/@vite/client");
    // A browser's page keeps this open; it must not keep the server from starting again.
    const client = await (await fetch(`${server.url}/@vite/client`)).text();
    const token = /wsToken = "([\w-]+)"/.exec(client)?.[1] ?? "";
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/?token=${token}`, "vite-hmr");
    await once(socket, "open");
    const starts = () => server.output.out.split("Sixdigit is ready at").length - 1;
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(starts()).toBe(1);
    const source = fileURLToPath(new URL("../../server/src/app.ts", import.meta.url));
    utimesSync(source, new Date(), new Date());
    await expect.poll(starts, { timeout: 15_000 }).toBe(2);
    socket.close();
  });
});
