import { createServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import {
  type CallLimits,
  callProvider,
  type ProviderAnswer,
  type ProviderRequest,
} from "../src/provider-call.ts";
import { closedPort, listen, silentServer } from "./fakes/loopback.ts";

const MAX_BYTES = 64 * 1024;
const never = () => new AbortController().signal;
const patient: CallLimits = { totalMs: 30_000, connectMs: 30_000 };

type Served = { answer: ProviderAnswer; received: string; connections: number; ms: number };

/** What comes of a call to a server that does this as soon as it has read something. */
async function callWhen(
  act: (socket: Socket) => void,
  given: { limits?: CallLimits; signal?: AbortSignal } & Partial<ProviderRequest> = {},
): Promise<Served> {
  let received = "";
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.once("data", () => act(socket));
    socket.on("data", (data) => {
      received += data.toString();
    });
  });
  await using listening = await listen(server);
  const { limits = patient, signal = never(), ...request } = given;
  const whole = { url: `http://127.0.0.1:${listening.port}/there`, headers: {}, ...request };
  const started = performance.now();
  const answer = await callProvider(whole, signal, limits);
  return { answer, received, connections, ms: performance.now() - started };
}

const json = (body: string | Buffer, status = "200 OK") =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`),
    Buffer.from(body),
  ]);
const answers = (body: string, status?: string) => (socket: Socket) => void socket.write(json(body, status));
const timersOfNow = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

describe("a call to a provider", () => {
  it("is a POST with its headers and body, and brings the status and what the body says", async () => {
    const { answer, received } = await callWhen(answers('{"fine":[1]}', "418 Teapot"), {
      headers: { authorization: "Basic abc" },
      body: "a=b",
    });
    expect(answer).toStrictEqual({ kind: "answer", status: 418, body: { fine: [1] } });
    expect(received).toMatch(/^POST \/there HTTP\/1\.1\r\n/);
    expect(received).toMatch(/\r\nauthorization: Basic abc\r\n/);
    expect(received).toMatch(/\r\n\r\na=b$/);
  });

  it("may be a GET without a body", async () => {
    const { answer, received } = await callWhen(answers("null"), { method: "GET" });
    expect(answer).toStrictEqual({ kind: "answer", status: 200, body: null });
    expect(received).toMatch(/^GET \/there .*\r\n\r\n$/s);
  });

  it.each(["", "<!doctype html>", '{"a":1', "undefined"])("brings no body of %j", async (body) => {
    const { answer } = await callWhen(answers(body));
    expect(answer).toStrictEqual({ kind: "answer", status: 200, body: undefined });
  });

  it("brings a body of 64 KiB and none with a byte more", async () => {
    const text = "x".repeat(MAX_BYTES - 2);
    const most = await callWhen(answers(JSON.stringify(text)));
    expect(most.answer).toStrictEqual({ kind: "answer", status: 200, body: text });
    const more = await callWhen(answers(JSON.stringify(`${text}x`)));
    expect(more.answer).toStrictEqual({ kind: "answer", status: 200, body: undefined });
  });

  it("reads a letter that arrives in two pieces", async () => {
    const whole = json('"é"');
    const middle = whole.length - 2;
    const { answer } = await callWhen((socket) => {
      socket.setNoDelay();
      socket.write(whole.subarray(0, middle));
      setTimeout(() => socket.write(whole.subarray(middle)), 200);
    });
    expect(answer).toStrictEqual({ kind: "answer", status: 200, body: "é" });
  });

  it("brings no body that breaks off", async () => {
    const { answer } = await callWhen((socket) => socket.end(json("123456").subarray(0, -3)));
    expect(answer).toStrictEqual({ kind: "answer", status: 200, body: undefined });
  });
});

describe("a call that is not answered", () => {
  it("has not left when nobody listens", async () => {
    const request = { url: `http://127.0.0.1:${await closedPort()}`, headers: {}, body: "a=b" };
    expect(await callProvider(request, never(), patient)).toStrictEqual({ kind: "not-connected" });
  });

  it.each<[string, (socket: Socket) => void]>([
    ["closed", (socket) => socket.end()],
    ["reset", (socket) => socket.resetAndDestroy()],
    ["switched to something that was not asked for", answers("", "101 Switching Protocols")],
  ])("has left when its connection is %s after it was read, and ends at once", async (_, act) => {
    const { answer, connections, ms } = await callWhen(act);
    expect(answer).toStrictEqual({ kind: "no-answer" });
    expect(connections).toBe(1);
    expect(ms).toBeLessThan(20_000);
  });

  it("has left when its time is up after it was read", async () => {
    const { answer, ms } = await callWhen(() => {}, { limits: { ...patient, totalMs: 2_000 } });
    expect(answer).toStrictEqual({ kind: "no-answer" });
    expect(ms).toBeLessThan(20_000);
  });

  it("has left when it is told to stop after it was read", async () => {
    const stop = new AbortController();
    const { answer, ms } = await callWhen(() => stop.abort(), { signal: stop.signal });
    expect(answer).toStrictEqual({ kind: "no-answer" });
    expect(ms).toBeLessThan(20_000);
  });

  it("has not left when it was told to stop before", async () => {
    const { answer, connections } = await callWhen(answers("1"), { signal: AbortSignal.abort() });
    expect(answer).toStrictEqual({ kind: "not-connected" });
    expect(connections).toBe(0);
  });

  it.each<[string, CallLimits]>([
    ["the time for the connection", { ...patient, connectMs: 300 }],
    ["all time", { ...patient, totalMs: 300 }],
  ])("has not left when %s is up before it could be written", async (_, limits) => {
    await using silent = await silentServer();
    const started = performance.now();
    const request = { url: `https://127.0.0.1:${silent.port}`, headers: {} };
    expect(await callProvider(request, never(), limits)).toStrictEqual({ kind: "not-connected" });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("has not left when it is told to stop before it could be written", async () => {
    await using silent = await silentServer();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    const request = { url: `https://127.0.0.1:${silent.port}`, headers: {} };
    const started = performance.now();
    expect(await callProvider(request, stop.signal, patient)).toStrictEqual({ kind: "not-connected" });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe("the time of a call", () => {
  // On a machine that stands still just then the connection itself may take longer.
  it("for the connection is over with the connection", { retry: 2 }, async () => {
    const late = (socket: Socket) => void setTimeout(() => answers("1")(socket), 2_000);
    const { answer } = await callWhen(late, { limits: { ...patient, connectMs: 1_000 } });
    expect(answer).toStrictEqual({ kind: "answer", status: 200, body: 1 });
  });

  it("leaves no timer behind that would hold a process up", async () => {
    const before = timersOfNow();
    await callWhen(answers("1"));
    // The test runner has timers of its own, which may end meanwhile.
    expect(timersOfNow()).toBeLessThanOrEqual(before);
  });

  it("is two seconds for the connection where none is given", { retry: 2 }, async () => {
    await using silent = await silentServer();
    const started = performance.now();
    const request = { url: `https://127.0.0.1:${silent.port}`, headers: {} };
    expect(await callProvider(request, never())).toStrictEqual({ kind: "not-connected" });
    expect(performance.now() - started).toBeGreaterThan(1_900);
    expect(performance.now() - started).toBeLessThan(4_500);
  });

  it("is five seconds for all of it where none is given", { retry: 2 }, async () => {
    const { answer, ms } = await callWhen(() => {}, { limits: {} });
    expect(answer).toStrictEqual({ kind: "no-answer" });
    expect(ms).toBeGreaterThan(4_900);
    expect(ms).toBeLessThan(8_000);
  });
});
