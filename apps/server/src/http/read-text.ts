import type { Request } from "express";
import { HttpRefusal } from "./refuse.ts";

/**
 * The body as text. Stops at the limit: a reader that first reads on to the end would let anybody send for ever.
 *
 * @throws HttpRefusal 413 for a body over the limit (in bytes), 400 for one that breaks off
 */
export async function readText(req: Request, limit: number): Promise<string> {
  if (Number(req.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch {
    throw new HttpRefusal(400);
  }
  if (size > limit) throw tooLarge(limit);
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(limit: number): HttpRefusal {
  return new HttpRefusal(413, "INVALID_INPUT", `The body is too large: ${limit / 1024} KiB at most.`);
}
