import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "@sixdigit/contracts";

/**
 * @returns the port that the server listens on
 * @throws StartError when the port or the address cannot be had
 */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartError(explain(error, host, port), { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `PORT: ${port} is taken; stop what uses it, or set PORT to another one`;
  if (code === "EACCES") return `PORT: ${port} is not allowed for this user; set PORT to one above 1023`;
  return `HOST: cannot listen on ${host} (${String(code ?? error)})`;
}
