import { connect } from "node:net";

export type Sent = { method?: string; path: string; headers?: Record<string, string>; body?: string };

/**
 * Sends over a bare socket, because a client would refuse to send most of it.
 *
 * @returns the status, or NaN where the connection ended without an answer
 */
export function statusOf(
  url: string,
  { method = "POST", path, headers = {}, body = "" }: Sent,
): Promise<number> {
  const all = {
    host: "localhost",
    connection: "close",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const text = `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? Number.NaN)));
    socket.write(Buffer.concat([Buffer.from(text, "latin1"), Buffer.from(body)]));
  });
}
