import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A port that nothing listens on: one that was free a moment ago. */
export async function closedPort(): Promise<number> {
  await using server = await silentServer();
  return server.port;
}

/** Takes connections and says nothing, so that TLS never comes about. */
export const silentServer = () => listen(createServer());

/** On a free port of this machine, until it is disposed of with all its connections. */
export async function listen(server: Server): Promise<AsyncDisposable & { port: number }> {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
