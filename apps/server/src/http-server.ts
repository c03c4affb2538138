import { createServer, type OutgoingHttpHeaders, type Server } from "node:http";
import { answerBrokenRequests } from "./http/broken-requests.ts";
import { closeLingering } from "./http/unread-body.ts";

/** In milliseconds and bytes: what a client may take its time for (ASVS 15.2.2). */
export const CLIENT_LIMITS = {
  /** For its headers, and for all of its request ... */
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_500,
  /** ... and without a byte in either direction while a request is under way, as when it does not read: once to twice that. */
  inactivityTimeout: 15_000,
  /** Longer than the minute for which load balancers keep a connection, so that none of them uses one that we close. */
  keepAliveTimeout: 70_000,
  maxHeaderSize: 16 * 1024,
} as const;

/**
 * A server that slow and broken clients cannot hold up; it does not listen.
 *
 * @param options.headers for what is answered before there is a request, with an id from `options.newRequestId`
 */
export function createHttpServer({
  maxConnections,
  headers,
  newRequestId,
}: {
  maxConnections: number;
  headers: OutgoingHttpHeaders;
  newRequestId: () => string;
}): Server {
  const { inactivityTimeout, ...limits } = CLIENT_LIMITS;
  // Node would answer these two itself, without our headers.
  const server = createServer({ ...limits, requireHostHeader: false });
  server.on("checkExpectation", (req, res) => server.emit("request", req, res));
  server.maxConnections = maxConnections;
  server.timeout = inactivityTimeout;
  closeLingering(server);
  answerBrokenRequests(server, { headers, newRequestId });
  return server;
}
