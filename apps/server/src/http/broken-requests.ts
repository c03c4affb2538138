import { type OutgoingHttpHeaders, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

const STATUSES: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what never becomes a request: what is no HTTP, has too many headers, or takes too long. */
export function answerBrokenRequests(server: Server, headers: OutgoingHttpHeaders): void {
  const answers = new WeakMap<object, ServerResponse>();
  server.on("request", (req, res) => answers.set(req.socket, res));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // Behind an answer, or within one, another would be read as a part of it.
    const canAnswer = (socket as Socket).writable && !answers.get(socket)?.headersSent;
    if (canAnswer && error.code !== "ECONNRESET")
      socket.write(answer(STATUSES[error.code ?? ""] ?? 400, headers));
    socket.destroy();
  });
}

function answer(status: number, headers: OutgoingHttpHeaders): string {
  const all = { ...headers, "cache-control": "no-store", connection: "close", "content-length": 0 };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", ""].join("\r\n");
}
