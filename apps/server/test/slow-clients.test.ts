import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { CLIENT_LIMITS, createHttpServer } from "../src/http-server.ts";
import { listen } from "../src/listen.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";
import { talk } from "./support/talk.ts";

/** The times are the real ones, and a busy machine is late. */
const LATE_MS = 15_000;
const { headersTimeout, requestTimeout, connectionsCheckingInterval, inactivityTimeout } = CLIENT_LIMITS;

function* forEver(start: string, then: string): Generator<string> {
  yield start;
  for (;;) yield then;
}

describe.concurrent("a client that takes its time", () => {
  it("with its headers is cut off after ten seconds, and 50 of them keep nobody else waiting", async () => {
    await using app = await startApp();
    const drip = () => talk(app.url, forEver("GET / HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n"), 500);
    const slow = Promise.all(Array.from({ length: 50 }, drip));
    const { post } = httpClient(app.url);
    const others = await Promise.all(
      Array.from({ length: 20 }, () => post("/trpc/session.signOut", {}, { connection: "close" })),
    );
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    for (const { answer, closedAfter } of await slow) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(closedAfter).toBeGreaterThan(headersTimeout - 100);
      expect(closedAfter).toBeLessThan(headersTimeout + connectionsCheckingInterval + LATE_MS);
    }
  });

  it("with its body is answered after nine, and cut off after fifteen at most", async () => {
    await using app = await startApp();
    const head =
      "POST /api/auth/otp/request HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n";
    const { answer, closedAfter } = await talk(app.url, forEver(head, " "), 500);
    expect(answer).toMatch(/^HTTP\/1.1 503 /);
    expect(closedAfter).toBeLessThan(requestTimeout + connectionsCheckingInterval + LATE_MS);
  });

  it("with reading is cut off after thirty at most without a byte", async () => {
    await using app = await startApp();
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
    const closed = closing(socket);
    socket.pause();
    const bundle = "GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.write(bundle.repeat(9));
    await expect.poll(() => connectionsOf(app.server)).toBe(1);
    const patience = { timeout: 2 * inactivityTimeout + LATE_MS };
    await expect.poll(() => connectionsOf(app.server), patience).toBe(0);
    socket.destroy();
    await closed;
  });

  it("without saying anything is cut off too", async () => {
    await using app = await startApp();
    const { closedAfter } = await talk(app.url, []);
    expect(closedAfter).toBeLessThan(headersTimeout + connectionsCheckingInterval + LATE_MS);
  });
});

describe("connections", () => {
  it("are kept longer than a load balancer keeps them", async () => {
    await using app = await startApp();
    const { headers } = await httpClient(app.url).get("/livez");
    expect(headers.get("keep-alive")).toBe("timeout=70");
  });

  it("are no more than the settings say, and one more is closed at once", async () => {
    const server = createHttpServer({ maxConnections: 3, headers: {}, newRequestId: () => "id" });
    server.on("request", (_req, res) => res.end("ok"));
    const port = await listen(server, { host: "127.0.0.1", port: 0 });
    const sockets = Array.from({ length: 10 }, () => connect(port, "127.0.0.1"));
    let closed = 0;
    for (const socket of sockets) void closing(socket).then(() => closed++);
    await expect.poll(() => closed).toBe(7);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => closed).toBe(10);
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("ok");
    server.closeAllConnections();
    server.close();
  });
});

function closing(socket: Socket): Promise<void> {
  socket.on("error", () => {});
  return new Promise((resolve) => socket.on("close", () => resolve()));
}

function connectionsOf(server: {
  getConnections(tell: (error: Error | null, count: number) => void): void;
}): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
}
