import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>;

/** A wire between the servers and what they depend on, in the tests' hands: it can be cut, held and closed. */
export async function startTcpProxy(target: { host: string; port: number }) {
  const open = new Set<Socket>();
  let mode: "pass" | "hold" | "refuse" = "pass";

  const keep = (socket: Socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.once("close", () => open.delete(socket));
    if (mode === "hold") socket.pause();
  };
  const server = createServer((near) => {
    if (mode === "refuse") return void near.resetAndDestroy();
    const far = connect(target);
    keep(near);
    keep(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (chunk) => void to.write(chunk));
      from.once("close", () => to.destroy());
    }
    if (mode === "hold") for (const socket of [near, far]) socket.pause();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks every connection that is open, whatever is on its way; new ones work. */
    cut,
    /** Nothing goes through any more, and nobody is told. */
    hold() {
      mode = "hold";
      for (const socket of open) socket.pause();
    },
    /** As if nothing listened there. */
    refuse() {
      mode = "refuse";
      cut();
    },
    /** All is well again, and what was held arrives. */
    pass() {
      mode = "pass";
      for (const socket of open) socket.resume();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
