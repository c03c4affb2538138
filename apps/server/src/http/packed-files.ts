import { readdirSync } from "node:fs";
import { extname } from "node:path";
import type { RequestHandler } from "express";

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
    if (isShort(req.get("accept-encoding")) && req.acceptsEncodings("br")) {
      res.set("content-encoding", "br").type(extname(req.path));
      req.url = packed;
    }
    next();
  };
}

/** As what browsers send; to weigh 15 KB of encodings takes milliseconds of CPU. */
function isShort(header = ""): boolean {
  return header.length <= 512;
}
