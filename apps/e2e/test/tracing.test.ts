import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startServer, stop } from "./support/server-process.ts";

const MAIN = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
/** Prints the name of everything that is loaded. */
const TELL_LOADED = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  import { writeSync } from "node:fs";
  registerHooks({ load: (url, context, next) => (writeSync(2, "loaded " + url + "\\n"), next(url, context)) });`)}`;
const options = { args: ["--import", TELL_LOADED, MAIN] };
/** All but its API, a few small files that the library for metrics brings in any case. */
const traceParts = /loaded \S*(?:@opentelemetry\/(?!api\/)|open-telemetry)\S*/g;

async function collect() {
  const bodies: string[] = [];
  const server = createServer(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    bodies.push(body);
    res.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { bodies, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it("nothing that traces is loaded where no traces are asked for", async () => {
  await using server = await startServer({}, options);
  await fetch(`${server.url}/api/auth/session`);
  expect(server.output.err).toMatch(/loaded \S+compose\.ts/);
  expect(server.output.err.match(traceParts)).toBeNull();
});

it("a signal sends the last spans before the process ends", async () => {
  const collector = await collect();
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: "1" };
  await using server = await startServer({ ...variables, OTEL_SERVICE_NAME: "sign-in" }, options);
  await fetch(`${server.url}/api/auth/session`);
  expect(collector.bodies).toEqual([]);
  expect(await stop(server.child)).toBe(0);
  collector.server.close();
  expect(server.output.err.match(traceParts)?.length).toBeGreaterThan(5);
  expect(collector.bodies.join()).toContain('"sign-in"');
  expect(collector.bodies.join()).toContain("GET /api/auth/session");
});
