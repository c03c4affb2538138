import { appRouter, type Context, procedureTypes } from "@sixdigit/api";
import { callTRPCProcedure } from "@trpc/server";
import type { Request, RequestHandler, Response } from "express";
import type { MethodsOf } from "./json-gate.ts";
import { HttpRefusal, requestIdOf } from "./refuse.ts";

const METHODS = { query: "GET", mutation: "POST", subscription: undefined } as const;

/** The methods of the procedure at a path, which has a slash before its name. */
export const trpcMethods: MethodsOf = (path) => {
  const type = procedureTypes.get(path.slice(1));
  return type && ["HEAD", METHODS[type] ?? ""];
};

/**
 * The procedures as tRPC, one call a request: limits count calls, and a batch is many calls in one. By hand, since tRPC's own
 * adapter turns each request into one of the fetch API and its answer back, which costs three times what the rest of a
 * session check does. Refusals are thrown on, so that all of them are written in one place.
 */
export function trpcSurface(
  createContext: (req: Request, res: Response) => Promise<Context>,
): RequestHandler {
  return async (req, res) => {
    const path = decodeURIComponent(req.path.slice(1));
    const type = procedureTypes.get(path);
    if (type === undefined) throw new HttpRefusal(404, "NOT_FOUND");
    // For warming up, as tRPC answers it.
    if (req.method === "HEAD") return void res.sendStatus(204);
    if (req.method !== METHODS[type]) {
      res.setHeader("allow", `HEAD, ${METHODS[type]}`);
      throw new HttpRefusal(405);
    }
    const data = await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx: await createContext(req, res),
      getRawInput: async () => readInput(req),
      signal: undefined,
      batchIndex: 0,
    });
    res.json({ result: { data } });
  };
}

function readInput(req: Request): unknown {
  const text = req.method === "POST" ? req.body : req.query.input;
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw new HttpRefusal(400);
  }
}

/** The error shape carries the id of the context; errors before there is one get it from the response. */
export function contextOf(res: Response, rest: Omit<Context, "requestId">): Context {
  return { ...rest, requestId: requestIdOf(res) };
}
