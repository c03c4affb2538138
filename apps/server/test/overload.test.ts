import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { expectRefusal } from "./support/refusal.ts";
import { startApp } from "./support/start-app.ts";
import { talk } from "./support/talk.ts";

/** An app on which opening a challenge hangs until it is let go. */
async function startHanging(changes: { maxInFlight?: number; deadlineMs?: number }) {
  const app = await startApp({ ENABLE_RATE_LIMIT: "false" }, changes);
  onTestFinished(() => app[Symbol.asyncDispose]());
  const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
  const { openChallenge } = app.parts.store;
  let hanging = 0;
  app.parts.store.openChallenge = async (...opened) => {
    hanging += 1;
    await release;
    return openChallenge(...opened);
  };
  const client = httpClient(app.url);
  let numbers = 0;
  const request = () => client.post("/api/auth/otp/request", { phoneNumber: `+1415${200 + numbers++}0100` });
  return { app, client, request, letGo, hanging: () => hanging };
}

describe("more requests than are worked on at once", () => {
  it("are refused at once with 503 and a time to come back, and served when there is room again", async () => {
    const { client, request, letGo, hanging } = await startHanging({ maxInFlight: 5 });
    const first = Array.from({ length: 5 }, request);
    await expect.poll(hanging).toBe(5);
    const refused = await Promise.all(Array.from({ length: 20 }, request));
    for (const answer of refused) {
      expectRefusal(answer, 503, "UNAVAILABLE");
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    expect([(await client.get("/livez")).status, (await client.get("/readyz")).status]).toEqual([200, 200]);
    letGo();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect((await request()).status).toBe(200);
  });

  it("leave their place also when they break off", async () => {
    const { app, request, letGo, hanging } = await startHanging({ maxInFlight: 1 });
    const broken = new AbortController();
    const body = JSON.stringify({ phoneNumber: "+14155550132" });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body };
    const call = fetch(`${app.url}/api/auth/otp/request`, { ...init, signal: broken.signal });
    await expect.poll(hanging).toBe(1);
    broken.abort();
    await expect(call).rejects.toThrow();
    letGo();
    await expect.poll(async () => (await request()).status).toBe(200);
  });
});

describe("requests behind each other on one connection", () => {
  const path = "/api/docs/swagger-ui-bundle.js";
  const pipelined = (url: string, count: number) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1").pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(count));
    return socket;
  };
  const FILES = "/proc/self/fd";
  const openFiles = async () => (await readdir(FILES)).length;

  it.skipIf(!existsSync(FILES))(
    "are worked on one after the other, and leave nothing behind when the client goes away",
    async () => {
      await using app = await startApp();
      const { get } = httpClient(app.url);
      const before = await openFiles();
      let begun = 0;
      app.server.on("request", () => {
        begun += 1;
      });
      for (let times = 1; times <= 5; times++) {
        const socket = pipelined(app.url, 10);
        await expect.poll(() => begun).toBeGreaterThanOrEqual(10 * times);
        socket.destroy();
      }
      expect((await get(path)).status).toBe(200);
      await expect.poll(openFiles).toBeLessThan(before + 20);
    },
  );

  it("end the connection where they are more than anybody sends", { timeout: 20_000 }, async () => {
    await using app = await startApp();
    const socket = pipelined(app.url, 20);
    socket.resume();
    await expect(once(socket, "close")).resolves.toBeDefined();
  });

  it("take one place together, and none after their connection", async () => {
    const { app, letGo, hanging } = await startHanging({ maxInFlight: 2 });
    const body = JSON.stringify({ phoneNumber: "+14155550132" });
    const request = `POST /api/auth/otp/request HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    let isGone = false;
    app.server.once("connection", (theirs) => theirs.once("close", () => (isGone = true)));
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
    socket.write(request.repeat(3));
    await expect.poll(hanging).toBe(1);
    expect((await httpClient(app.url).get("/api/auth/session")).status).toBe(401);
    socket.destroy();
    await expect.poll(() => isGone).toBe(true);
    letGo();
    await expect.poll(async () => (await httpClient(app.url).get("/api/auth/session")).status).toBe(401);
    expect(hanging()).toBe(1);
  });

  it("do not meet in their places", async () => {
    await using app = await startApp({}, { maxInFlight: 1 });
    const session = "GET /api/auth/session HTTP/1.1\r\nHost: x\r\n";
    const { answer } = await talk(app.url, [
      `${session}\r\n${session}\r\n${session}Connection: close\r\n\r\n`,
    ]);
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(Array(3).fill("HTTP/1.1 401"));
  });

  it("have no answer to what is no request put into theirs", async () => {
    await using app = await startApp();
    const get = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const { answer } = await talk(app.url, [`${get}${get}`, "no request\r\n\r\n"], 20);
    expect(answer.match(/HTTP\/1.1 \d+/g)).not.toContain("HTTP/1.1 400");
  });

  it("are all answered, in their order", async () => {
    await using app = await startApp();
    const paths = ["/livez", "/api/auth/session", "/api/nothing", "/livez"];
    const heads = paths.map(
      (each, n) => `GET ${each} HTTP/1.1\r\nHost: x\r\n${n === 3 ? "Connection: close\r\n" : ""}\r\n`,
    );
    const { answer } = await talk(app.url, heads);
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual([
      "HTTP/1.1 200",
      "HTTP/1.1 401",
      "HTTP/1.1 404",
      "HTTP/1.1 200",
    ]);
  });
});

describe("a request whose answer does not come", () => {
  it.each(["/api/auth/otp/request", "/trpc/auth.requestOtp"])(
    "ends in time with 503 on %s, and what comes later goes nowhere",
    async (path) => {
      const { client, app, letGo } = await startHanging({ deadlineMs: 300 });
      const answer = await client.post(path, { phoneNumber: "+14155550132" });
      expectRefusal(answer, 503, "UNAVAILABLE");
      expect(answer.headers.get("retry-after")).toBe("5");
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      letGo();
      await expect.poll(() => app.parts.inbox?.for("+14155550132" as never).length).toBe(1);
      expect((await client.get("/livez")).status).toBe(200);
    },
  );
});
