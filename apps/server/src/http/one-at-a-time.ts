import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** So many requests may wait on one connection; nobody sends more before reading the first answer. */
const MOST = 100;

type Call = { req: IncomingMessage; res: ServerResponse };

/**
 * Answers the requests of a connection one after the other, where a client does not wait for the answer (pipelining, RFC 9112,
 * 9.3.2). All at once, the later ones would write to no connection until it is their turn; and when that never comes, nothing tells
 * them: they would keep a place among the requests at once, and an open file, for ever.
 */
export function oneAtATime(app: RequestListener): RequestListener {
  const queues = new WeakMap<Socket, Call[]>();

  function queueOf(socket: Socket): Call[] {
    const queue: Call[] = [];
    queues.set(socket, queue);
    socket.once("close", () => {
      for (const { res } of queue.filter(isHeld)) res.emit("close");
    });
    return queue;
  }

  return (req, res) => {
    const queue = queues.get(req.socket) ?? queueOf(req.socket);
    const call = { req, res };
    queue.push(call);
    res.once("close", () => {
      const isTurnOver = queue[0] === call;
      queue.splice(queue.indexOf(call), 1);
      const [next] = queue;
      if (next && isTurnOver && !isHeld(next)) app(next.req, next.res);
    });
    if (queue.length > MOST) req.socket.destroy();
    else if (queue.length === 1) app(req, res);
  };
}

/** It is not its turn on the connection yet. */
const isHeld = ({ res }: Call) => res.socket === null;
