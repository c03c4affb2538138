import { connect } from "node:net";

export type Sent = { method?: string; path: string; headers?: Record<string, string>; body?: string };

/** A machine that is busy stands still for seconds. */
const PATIENCE_MS = 10_000;

/** `fault`: what is wrong with it: a status that is none of ours to give, or why there is none. */
export type RawAnswer = { text: string; fault: string | undefined };

/**
 * Sends over a bare socket, because a client would refuse to send most of it. Never rejects.
 *
 * Who refuses a request may close the connection, but only behind an answer: what comes after one is no matter.
 *
 * @param patienceMs how long to wait for the end of the answer
 */
export function sendRaw(url: string, sent: Sent, patienceMs: number = PATIENCE_MS): Promise<RawAnswer> {
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  let text = "";
  const settle = (otherwise: string) => resolve({ text, fault: faultOf(text, otherwise) });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const overdue = setTimeout(() => {
    socket.destroy();
    resolve({ text, fault: `no end of an answer in ${patienceMs / 1000} s` });
  }, patienceMs);
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", (error: NodeJS.ErrnoException) => settle(error.code ?? error.name));
  socket.on("close", () => {
    clearTimeout(overdue);
    settle("no answer");
  });
  socket.write(written(sent));
  return promise;
}

function written({ method = "POST", path, headers = {}, body = "" }: Sent): Buffer {
  const all = {
    host: "localhost",
    connection: "close",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(body)]);
}

function faultOf(answer: string, otherwise: string): string | undefined {
  const status = /^HTTP\/1\.1 (\d{3}) .*?\r\n\r\n/s.exec(answer)?.[1];
  if (status === undefined) return otherwise;
  return status >= "200" && status < "500" ? undefined : status;
}
