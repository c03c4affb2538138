import type { Request } from "express";
import { HttpRefusal } from "./refuse.ts";

/**
 * The body as text. Stops at the limit: a reader that first reads on to the end would let anybody send for ever.
 *
 * @throws HttpRefusal 413 for a body over the limit (in bytes), 400 for one that breaks off
 */
export async function readText(req: Request, limit: number): Promise<string> {
  const told = Number(req.headers["content-length"] ?? limit);
  if (told > limit) throw tooLarge(limit);
  // In one piece from the start: a byte that comes alone would take up five hundred.
  const body = Buffer.allocUnsafe(told);
  let size = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      if (size + chunk.length > told) throw tooLarge(limit);
      size += chunk.copy(body, size);
    }
  } catch (error) {
    throw error instanceof HttpRefusal ? error : new HttpRefusal(400);
  }
  return body.toString("utf8", 0, size);
}

function tooLarge(limit: number): HttpRefusal {
  return new HttpRefusal(413, "INVALID_INPUT", `The body is too large: ${limit / 1024} KiB at most.`);
}
