import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { statusOf } from "./waiting.ts";

/**
 * A balancer as they commonly are: it looks at `/readyz` every tenth of a second, sends requests to those that are ready in
 * turn, and keeps connections to them. It tries nothing twice: what an instance drops is lost.
 */
export async function startHttpProxy() {
  const backends = new Map<string, boolean>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  const look = async () => {
    for (const url of backends.keys()) {
      const status = await statusOf(`${url}/readyz`);
      if (backends.has(url)) backends.set(url, status === 200);
    }
  };
  const looking = setInterval(() => void look(), 100);

  function forward(req: IncomingMessage, res: ServerResponse): void {
    const ready = [...backends].flatMap(([url, isReady]) => (isReady ? [url] : []));
    const url = ready[turn++ % ready.length];
    if (url === undefined) return void res.writeHead(502).end("{}");
    const onward = request(url + req.url, { method: req.method, headers: req.headers, agent }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "keep-alive" });
      answer.pipe(res);
    });
    onward.on("error", () => res.headersSent || res.writeHead(502).end("{}"));
    req.pipe(onward);
  }

  const server = createServer(forward);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async add(url: string) {
      backends.set(url, false);
      await look();
    },
    remove: (url: string) => void backends.delete(url),
    async close() {
      clearInterval(looking);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
