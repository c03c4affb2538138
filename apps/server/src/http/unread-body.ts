import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { RequestHandler } from "express";

const PATIENCE_MS = 500;

/**
 * Lets a connection that is to be closed linger until the client has read the answer, half a second at most: closed over bytes
 * that were not read it is reset, and that may reach the client before the answer does (RFC 9112, 9.6).
 */
export function closeLingering(server: Server): void {
  server.on("connection", (socket: Socket) => {
    socket.destroySoon = () => {
      const timer = setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
      socket.once("close", () => clearTimeout(timer));
      socket.end();
    };
  });
}

/** A body that goes on after it was answered is dropped, and not listened to for long. */
export const cutOff: RequestHandler = (req, res, next) => {
  res.on("finish", () => {
    if (req.complete) return;
    req.resume();
    setTimeout(() => req.complete || req.destroy(), PATIENCE_MS).unref();
  });
  next();
};
