import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "@sixdigit/contracts";

/**
 * @param portVariable the name of the setting, for what goes wrong
 * @returns the port that the server listens on
 * @throws StartError when the port or the address cannot be had
 */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  portVariable = "PORT",
): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartError(explain(error, host, port, portVariable), { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

function explain(error: unknown, host: string, port: number, name: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `${name}: ${port} is taken; stop what uses it, or set ${name} to another one`;
  if (code === "EACCES")
    return `${name}: ${port} is not allowed for this user; set ${name} to one above 1023`;
  return `HOST: cannot listen on ${host} (${String(code ?? error)})`;
}
