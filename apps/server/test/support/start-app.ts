import type { Delivery } from "@sixdigit/auth";
import { createApp } from "../../src/app.ts";
import { compose } from "../../src/compose.ts";
import { type Environment, loadConfig } from "../../src/config.ts";
import { securityHeaders } from "../../src/http/security-headers.ts";
import { createHttpServer } from "../../src/http-server.ts";
import { listen } from "../../src/listen.ts";
import { noteBrokenRequests } from "../../src/note-broken-requests.ts";
import { patientWithDatabase } from "./patient.ts";

export type RunningApp = Awaited<ReturnType<typeof startApp>>;
type AppDeps = Parameters<typeof createApp>[0];

/** The whole server but its process: real parts, a real socket, on a port of its own. */
export async function startApp(
  variables: Environment = {},
  changes: Partial<AppDeps> = {},
  given: { clock?: () => Date } = {},
) {
  const config = loadConfig({ LOG_LEVEL: "silent", PORT: "0", ...patientWithDatabase, ...variables });
  const printed: string[] = [];
  const logged: string[] = [];
  const parts = await compose(config, {
    ...given,
    print: (line) => printed.push(line),
    logOutput: { write: (line) => void logged.push(line) },
  });
  const noted: Delivery[] = [];
  const { recordDelivery } = parts.deliveries;
  parts.deliveries.recordDelivery = async (delivery) => {
    await recordDelivery(delivery);
    noted.push(delivery);
  };
  const app = createApp({
    ...parts,
    web: (_req, res) => void res.type("html").send("<!doctype html><title>page</title>"),
    isReady: () => true,
    ...changes,
  });
  const https = config.publicOrigin.startsWith("https:");
  const headers = securityHeaders({ https, devServer: false });
  const server = createHttpServer({
    maxConnections: config.maxConnections,
    headers,
    newRequestId: parts.newRequestId,
  });
  server.on("request", app);
  noteBrokenRequests(server, parts);
  const port = await listen(server, { host: "127.0.0.1", port: 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    parts,
    printed,
    /** The lines of the log. */
    logged,
    /** The deliveries that were recorded. */
    noted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await parts.close();
    },
  };
}
