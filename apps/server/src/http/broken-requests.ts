import { type OutgoingHttpHeaders, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

const STATUSES: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export type BrokenRequest = {
  /** As it was answered, also where nobody was left to read that. */
  status: number;
  /** Node's name for what is wrong with it. */
  code: string;
  /** As the answer had it. */
  requestId: string;
  /** Of the other end of the connection. */
  address: string | undefined;
};

/** The name of the server's event for each of them. */
export const BROKEN = "sixdigit:broken-request";

/** Answers what never becomes a request: what is no HTTP, has too many headers, or takes too long. */
export function answerBrokenRequests(
  server: Server,
  { headers, newRequestId }: { headers: OutgoingHttpHeaders; newRequestId: () => string },
): void {
  /** The first on each connection: later ones may have to wait for it. */
  const answers = new WeakMap<object, ServerResponse>();
  server.on("request", ({ socket }, res) => {
    if (!answers.has(socket)) answers.set(socket, res);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    const { code = "unknown" } = error;
    // Somebody who has gone away has asked for nothing.
    if (code === "ECONNRESET") return void socket.destroy();
    const broken: BrokenRequest = {
      status: STATUSES[code] ?? 400,
      code,
      requestId: newRequestId(),
      address: socket.remoteAddress,
    };
    // Behind an answer, or within one, another would be read as a part of it.
    if (socket.writable && !answers.get(socket)?.headersSent) socket.write(answer(broken, headers));
    socket.destroy();
    server.emit(BROKEN, broken);
  });
}

function answer({ status, requestId }: BrokenRequest, headers: OutgoingHttpHeaders): string {
  const all = {
    ...headers,
    "x-request-id": requestId,
    "cache-control": "no-store",
    connection: "close",
    "content-length": 0,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", ""].join("\r\n");
}
