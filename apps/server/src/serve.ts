import cluster from "node:cluster";
import type { Server } from "node:http";
import { StartError } from "@sixdigit/contracts";
import { v7 as newRequestId } from "uuid";
import { type AppDeps, createApp } from "./app.ts";
import { createCleanUp } from "./clean-up.ts";
import { compose } from "./compose.ts";
import { type Config, loadConfig, readEnvironment } from "./config.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { createHttpServer } from "./http-server.ts";
import { listen } from "./listen.ts";
import { openLogOutput } from "./log.ts";
import { createMetricsListener } from "./metrics/metrics-listener.ts";
import { workersMetrics } from "./metrics/workers-metrics.ts";
import { noteBrokenRequests } from "./note-broken-requests.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { superviseWorkers } from "./supervise-workers.ts";

type Web = Pick<AppDeps, "web" | "devServer"> & { close?: () => Promise<void> };
/** Makes what serves the pages; a development server hangs its socket on the HTTP server. */
type WebFactory = (config: Config, server: Server) => Web | Promise<Web>;

const CLEAN_UP_INTERVAL_MS = 60_000;

/** Runs the server until a signal. What keeps it from starting is told in one line each, and the exit code is 1. */
export async function serve(makeWeb: WebFactory): Promise<void> {
  // Whoever read them may be gone; what is printed is then lost, and no reason to stop.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
  try {
    await start(makeWeb);
  } catch (error) {
    const text = error instanceof StartError ? error.message : String((error as Error).stack ?? error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

async function start(makeWeb: WebFactory): Promise<void> {
  const config = loadConfig(readEnvironment());
  if (config.workers > 1 && cluster.isPrimary) return supervise(config);
  const https = config.publicOrigin.startsWith("https:");
  const server = createHttpServer({
    maxConnections: config.maxConnections,
    headers: securityHeaders({ https, devServer: false }),
    newRequestId,
  });
  const { close: closeWeb, ...web } = await makeWeb(config, server);
  const { store, close, inbox, ...parts } = await compose(config, {
    print,
    fail,
    logOutput: openLogOutput(warn),
  });
  const metricsListener = createMetricsListener(parts.metrics);
  if (config.metricsPort !== undefined) parts.metrics.watchProcess();
  if (cluster.isWorker) parts.metrics.tellSupervisor();
  noteBrokenRequests(server, parts);
  const closeAll = async () => {
    metricsListener.close();
    metricsListener.closeAllConnections();
    await close();
  };
  const { isStopping, stop } = stopOnSignal(server, {
    delayMs: config.stopDelayMs,
    before: closeWeb,
    after: closeAll,
  });
  stopOnFault((err) => {
    parts.log.fatal({ event: "fault", err }, "an error that nobody expected: the server stops");
    void stop(1);
  });
  const app = createApp({
    ...parts,
    ...web,
    inbox,
    isReady: () => !isStopping() && parts.isReady(),
  });
  server.on("request", app);
  const port = await listenOnBoth(config, server, metricsListener).catch(async (error) => {
    await closeAll();
    throw error;
  });
  const cleanUp = createCleanUp({ ...parts, store });
  setInterval(cleanUp, CLEAN_UP_INTERVAL_MS).unref();
  if (cluster.isPrimary) print(greeting(config, port));
}

/** @returns the port of the server; metrics are for whoever names a port for them. */
async function listenOnBoth(config: Config, server: Server, metrics: Server) {
  if (cluster.isPrimary) await listenForMetrics(config, metrics);
  return listen(server, config);
}

async function listenForMetrics({ metricsPort, metricsHost }: Config, metrics: Server): Promise<void> {
  if (metricsPort === undefined) return;
  await listen(
    metrics,
    { host: metricsHost, port: metricsPort },
    { port: "METRICS_PORT", host: "METRICS_HOST" },
  );
}

/** Workers serve; the process that they were started by tells what all of them count. */
async function supervise(config: Config): Promise<void> {
  await listenForMetrics(config, createMetricsListener(workersMetrics()));
  superviseWorkers(config.workers, (port) => print(greeting(config, port)));
}

/** After an error that nobody caught nothing is known to be right: what is in flight is finished, and that is all (ASVS 16.5.4). */
function stopOnFault(tell: (error: unknown) => void): void {
  process.on("uncaughtException", tell);
  process.on("unhandledRejection", tell);
}

function greeting(config: Config, port: number): string {
  const address = config.publicOrigin.replace(/:0$/, `:${port}`);
  if (config.isProduction) return `Sixdigit serves ${address} on ${config.host}:${port}`;
  return [
    `Sixdigit is ready at ${address} (development: ${storageOf(config)}, ${config.sms ? "messages are sent" : "messages are printed here"})`,
    "Open it, type a phone number, and take the code from the phone beside the form.",
    "Ctrl+C stops it.",
  ].join("\n");
}

function storageOf({ database }: Config): string {
  if (!database) return "memory storage";
  return database.url ? "your database" : "a Postgres of its own in .data";
}

/** Nothing is left to wait for: whoever runs the server starts it again. */
function fail(line: string): void {
  warn(line);
  process.exit(1);
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
