import { appRouter, type Context, type openApiDocument } from "@sixdigit/api";
import type { Request, RequestHandler, Response } from "express";
import { createOpenApiExpressMiddleware } from "trpc-to-openapi";
import type { MethodsOf } from "./json-gate.ts";
import { HttpRefusal } from "./refuse.ts";

/** The same procedures as REST. */
export function restSurface(
  createContext: (req: Request, res: Response) => Promise<Context>,
): RequestHandler[] {
  return [
    parseJson,
    createOpenApiExpressMiddleware({
      router: appRouter,
      createContext: ({ req, res }) => createContext(req as Request, res as Response),
      // Thrown on, so that all refusals are written in one place.
      onError({ error }) {
        throw error;
      },
    }),
  ];
}

/** The methods of the REST call at a path; undefined where there is none. */
export function restMethods({ paths = {} }: ReturnType<typeof openApiDocument>): MethodsOf {
  const calls = Object.entries(paths).map(([path, operations]) => ({
    // As the adapter reads paths.
    pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}/?$`, "i"),
    methods: Object.keys(operations).map((method) => method.toUpperCase()),
  }));
  return (path) => {
    const there = calls.filter(({ pattern }) => pattern.test(path));
    return there.length > 0 ? ["HEAD", ...there.flatMap(({ methods }) => methods)] : undefined;
  };
}

const parseJson: RequestHandler = (req, _res, next) => {
  if (typeof req.body === "string") req.body = parseObject(req.body);
  next();
};

function parseObject(text: string): object {
  const value = parse(text);
  if (value === null || typeof value !== "object" || Array.isArray(value) || !isShallow(value)) {
    throw new HttpRefusal(400);
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal(400);
  }
}

/** The adapter writes the body as text once more, which fails on deep nesting. */
function isShallow(value: unknown, levels = 8): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}
