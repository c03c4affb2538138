import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type FakeProvider = AsyncDisposable & {
  url: string;
  /** The last code that was sent to a number, taken out. Rejects when none was. */
  takeCode(phone: string): string;
};

type Sms = { to?: string; code?: string; recipients?: { mobiles: string; VAR1: string }[] };

/** Takes messages as MSG91 does, and as `{ to, code }` from the servers that we write for comparison. */
export async function startProvider(): Promise<FakeProvider> {
  const codes = new Map<string, string>();
  let count = 0;
  const server = createServer((req, res) => {
    let body = "";
    req.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    req.on("end", () => {
      const { to, code, recipients: [recipient] = [] }: Sms = JSON.parse(body);
      codes.set(to ?? `+${recipient?.mobiles}`, code ?? recipient?.VAR1 ?? "");
      res.writeHead(200, { "content-type": "application/json" });
      res.end(JSON.stringify({ type: "success", message: (++count).toString(16).padStart(24, "0") }));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeCode(phone) {
      const code = codes.get(phone);
      if (code === undefined) throw new Error(`no message to ${phone}`);
      codes.delete(phone);
      return code;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
