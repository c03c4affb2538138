import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

type Value = { stringValue?: string; intValue?: number | string };
type Pair = { key: string; value: Value };
export type CollectedSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Pair[];
  status?: { code?: number };
};
type Post = {
  resourceSpans: { resource: { attributes: Pair[] }; scopeSpans: { spans: CollectedSpan[] }[] }[];
};

/** What an OpenTelemetry collector is to who posts traces: OTLP/HTTP in JSON, on a socket. */
export async function startCollector() {
  const bodies: string[] = [];
  const paths: string[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks);
      bodies.push((req.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString());
      paths.push(`${req.method} ${req.url} ${req.headers["content-type"]}`);
      res.writeHead(200, { "content-type": "application/json" }).end('{"partialSuccess":{}}');
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const resources = () => bodies.flatMap((body) => (JSON.parse(body) as Post).resourceSpans);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** All that was posted, as it came. */
    text: () => bodies.join("\n"),
    paths,
    serviceNames: () =>
      resources().flatMap(({ resource }) => resource.attributes.map(({ value }) => value.stringValue)),
    spans: () => resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function attributeOf(span: CollectedSpan | undefined, name: string): string | undefined {
  const value = span?.attributes.find(({ key }) => key === name)?.value;
  const found = value?.stringValue ?? value?.intValue;
  return found === undefined ? undefined : String(found);
}
