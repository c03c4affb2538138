import type { Request, RequestHandler } from "express";
import { readText } from "./read-text.ts";
import { HttpRefusal } from "./refuse.ts";

/** The methods that are possible at a path; undefined where nothing is, and who comes after this says so. */
export type MethodsOf = (path: string) => readonly string[] | undefined;

const MAX_BODY_BYTES = 16 * 1024;

/**
 * What reaches the procedures: GET and DELETE without a body, and POST with JSON. Other types of body can be sent by a
 * plain form of any site, and tRPC would take them (ASVS 3.5.2). A batch is many calls in one, and limits count calls.
 * A streamed answer would start before a cookie is set.
 */
export function jsonGate(methodsOf: MethodsOf): RequestHandler[] {
  return [refuseMethods(methodsOf), refuseForms, readBody];
}

const refuseMethods =
  (methodsOf: MethodsOf): RequestHandler =>
  (req, res, next) => {
    const methods = methodsOf(req.path);
    if (methods && !methods.includes(req.method)) {
      res.setHeader("allow", methods.join(", "));
      throw new HttpRefusal(405);
    }
    next();
  };

const refuseForms: RequestHandler = (req, _res, next) => {
  const isSpecial = "trpc-accept" in req.headers || "batch" in req.query || "connectionParams" in req.query;
  if (isSpecial) throw new HttpRefusal(400);
  if (!isDecodable(req.path)) throw new HttpRefusal(400);
  const needsJson = req.method === "POST" || req.headers["content-type"] !== undefined;
  if (needsJson && !isJson(req.headers["content-type"]) && !isBareCall(req)) throw new HttpRefusal(415);
  if ((req.headers["content-encoding"] ?? "identity") !== "identity") throw new HttpRefusal(415);
  next();
};

/** tRPC clients call a mutation without input by a POST with neither body nor type. */
function isBareCall({ headers }: Request): boolean {
  const hasBody = "transfer-encoding" in headers || Number(headers["content-length"] ?? 0) > 0;
  return headers["content-type"] === undefined && !hasBody;
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
const readBody: RequestHandler = async (req, _res, next) => {
  if (req.method === "POST") {
    req.body = (await readText(req, MAX_BODY_BYTES)) || "{}";
    req.headers["content-type"] = "application/json";
  }
  next();
};
