import { readdirSync } from "node:fs";
import { extname } from "node:path";
import type { Request, RequestHandler } from "express";

/**
 * Lets whoever reads brotli have the twin of a file that the build has packed, `main.js.br` for `main.js`. They are packed
 * once, so that no request costs time for it; nothing that is made for one person is among them (BREACH).
 */
export function packedFiles(folder: string): RequestHandler {
  const names = new Set(readdirSync(folder));
  return (req, res, next) => {
    const packed = `${req.path}.br`;
    if (!names.has(packed.slice(1))) return next();
    res.vary("accept-encoding");
    if (readsBrotli(req)) {
      res.set("content-encoding", "br").type(extname(req.path));
      req.url = packed;
    }
    next();
  };
}

/** Asked of a header as short as what browsers send: to weigh 15 KB of encodings takes milliseconds of CPU. */
export function readsBrotli(req: Request): boolean {
  const { length } = req.get("accept-encoding") ?? "";
  return length <= 512 && req.acceptsEncodings("br") !== false;
}
