import type { RequestListener } from "node:http";
import { openApiDocument } from "@sixdigit/api";
import type { Auth } from "@sixdigit/auth";
import type { Inbox } from "@sixdigit/sms";
import express, { type Request, type RequestHandler, type Response } from "express";
import type { Logger } from "pino";
import { apiDocs } from "./http/api-docs.ts";
import { bounded } from "./http/bounded.ts";
import { readClient } from "./http/client.ts";
import type { Cookies } from "./http/cookies.ts";
import { crossSite } from "./http/cross-site.ts";
import { deadline } from "./http/deadline.ts";
import { devInbox } from "./http/dev-inbox.ts";
import { createFailureLog } from "./http/failure-log.ts";
import { health } from "./http/health.ts";
import { jsonGate } from "./http/json-gate.ts";
import { oneAtATime } from "./http/one-at-a-time.ts";
import { type ReceiptSettings, receiptWebhooks } from "./http/receipts.ts";
import { answerErrors, notFound } from "./http/refuse.ts";
import { withRequestLog } from "./http/request-log.ts";
import { onlyPlainRequests } from "./http/request-target.ts";
import { restMethods, restSurface } from "./http/rest-surface.ts";
import { createRouteNames } from "./http/route-name.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { contextOf, trpcMethods, trpcSurface } from "./http/trpc-surface.ts";
import { cutOff } from "./http/unread-body.ts";
import { withHeaders } from "./http/with-headers.ts";
import type { Metrics } from "./metrics/create-metrics.ts";
import type { Tracing } from "./tracing/tracing.ts";

export type AppDeps = {
  auth: Auth;
  cookies: Cookies;
  log: Logger;
  metrics: Pick<Metrics, "countRequests">;
  /** Where requests are traced. */
  tracing?: Tracing | undefined;
  /** Of the line that each request leaves. */
  requestLevel: "info" | "debug";
  newRequestId: () => string;
  isReady: () => boolean | Promise<boolean>;
  publicOrigin: string;
  /** Other origins whose pages may call. */
  allowedOrigins: ReadonlySet<string>;
  /** How many proxies stand in front. */
  proxyHops: number;
  /** How many requests are worked on at once. */
  maxInFlight: number;
  /** For tests: after how many milliseconds a request is given up. */
  deadlineMs?: number;
  /** Serves the pages. */
  web: RequestHandler | RequestHandler[];
  /** Where there are providers that report. */
  receipts?: ReceiptSettings | undefined;
  /** In development only. */
  inbox?: Inbox | undefined;
  /** Whether `web` is the development server. */
  devServer?: boolean;
};

/** The whole HTTP surface; it does not listen. */
export function createApp(deps: AppDeps): RequestListener {
  const { auth, cookies, log, publicOrigin, proxyHops, inbox } = deps;
  const guard = [noStore, ...crossSite(deps)];
  const createContext = async (req: Request, res: Response) =>
    contextOf(res, { auth, client: await readClient(req, res, cookies, proxyHops) });

  const document = openApiDocument(publicOrigin);
  const logFailure = createFailureLog(log);

  const app = express();
  app.set("etag", false);
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.use(cutOff);
  // Before the bound: whether it lives is asked for most when there is too much of everything else.
  app.use(health(deps.isReady));
  app.use(bounded(deps.maxInFlight), deadline(deps.deadlineMs));
  app.use("/trpc", guard, jsonGate(trpcMethods), trpcSurface(createContext));
  app.use("/api", apiDocs(document));
  app.use("/api", guard, jsonGate(restMethods(document)), restSurface(createContext));
  if (inbox) app.get("/dev/inbox", noStore, devInbox(inbox));
  if (deps.receipts) app.use("/webhooks/sms", noStore, receiptWebhooks(deps.receipts));
  app.use(["/api", "/trpc", "/dev", "/webhooks"], notFound);
  app.use(deps.web);
  app.use(notFound);
  app.use(answerErrors(logFailure));
  const headers = securityHeaders({
    https: publicOrigin.startsWith("https:"),
    devServer: deps.devServer ?? false,
  });
  const routeOf = createRouteNames(publicOrigin);
  const requests = { log, level: deps.requestLevel, routeOf, proxyHops, traceId: deps.tracing?.traceId };
  const counted = deps.metrics.countRequests(routeOf, withRequestLog(requests, onlyPlainRequests(app)));
  const traced = deps.tracing?.traceRequests(routeOf, counted) ?? counted;
  return oneAtATime(withHeaders(headers, deps.newRequestId, traced));
}

/** ASVS 14.3.2. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader("cache-control", "no-store");
  next();
};
