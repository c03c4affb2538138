import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "@sixdigit/contracts";

/**
 * @param names of the settings, for what goes wrong
 * @returns the port that the server listens on
 * @throws StartError when the port or the address cannot be had
 */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  names = { port: "PORT", host: "HOST" },
): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartError(explain(error, host, port, names), { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

function explain(error: unknown, host: string, port: number, names: { port: string; host: string }): string {
  const { port: name } = names;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `${name}: ${port} is taken; stop what uses it, or set ${name} to another one`;
  if (code === "EACCES")
    return `${name}: ${port} is not allowed for this user; set ${name} to one above 1023`;
  return `${names.host}: cannot listen on ${host} (${String(code ?? error)})`;
}
