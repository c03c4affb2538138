import express, { type Request, type RequestHandler } from "express";
import { HttpRefusal } from "./refuse.ts";

const MAX_BODY_BYTES = 16 * 1024;
const METHODS = ["GET", "HEAD", "POST", "DELETE"];

/**
 * What reaches the procedures: GET without a body, DELETE, and POST with JSON. Other types of body can be sent by a
 * plain form of any site, and tRPC would take them (ASVS 3.5.2). A batch is many calls in one, and limits count calls.
 * A streamed answer would start before a cookie is set.
 */
const gate: RequestHandler = (req, res, next) => {
  if (!METHODS.includes(req.method)) {
    res.setHeader("allow", METHODS.join(", "));
    throw new HttpRefusal(405);
  }
  if (req.headers["trpc-accept"] !== undefined || "batch" in req.query) throw new HttpRefusal(400);
  if (!isDecodable(req.path)) throw new HttpRefusal(400);
  if (Number(req.headers["content-length"] ?? 0) > MAX_BODY_BYTES) throw new HttpRefusal(413);
  if (req.method === "POST" && !isJson(req.headers["content-type"]) && !isBareCall(req))
    throw new HttpRefusal(415);
  next();
};

/** tRPC clients call a mutation without input by a POST with neither body nor type. Another site's page may not. */
function isBareCall({ headers }: Request): boolean {
  const hasBody = "transfer-encoding" in headers || Number(headers["content-length"] ?? 0) > 0;
  const isOwnPageOrNone = [undefined, "same-origin"].includes(headers["sec-fetch-site"]?.toString());
  return headers["content-type"] === undefined && !hasBody && isOwnPageOrNone;
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(contentType ?? "");
}

/** The body stays text: parsed here, deep nesting would have to be written again for tRPC. None is an empty object. */
export const jsonGate: RequestHandler[] = [
  gate,
  express.text({ type: () => true, limit: MAX_BODY_BYTES, inflate: false }),
  (req, _res, next) => {
    if (req.method === "POST" && !req.body) {
      req.headers["content-type"] = "application/json";
      req.body = "{}";
    }
    next();
  },
];
