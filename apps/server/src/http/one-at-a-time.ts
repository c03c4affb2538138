import { AsyncResource } from "node:async_hooks";
import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** So many requests may be on one connection; nobody sends more before reading the first answer. */
const MOST = 10;

type Call = { res: ServerResponse; start: () => void };

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
      for (const { res } of queue) if (res.socket === null) res.emit("close");
    });
    return queue;
  }

  return (req, res) => {
    const queue = queues.get(req.socket) ?? queueOf(req.socket);
    const start = () => app(req, res);
    // Later, in a context of its own still, and not in that of the request before it.
    const call = { res, start: queue.length === 0 ? start : AsyncResource.bind(start) };
    queue.push(call);
    res.once("close", () => {
      const isTurnOver = queue[0] === call;
      queue.splice(queue.indexOf(call), 1);
      const [next] = queue;
      // When everybody else has been told that this one is over.
      if (next && isTurnOver) process.nextTick(startInTurn, next);
    });
    if (queue.length > MOST) req.socket.destroy();
    else if (queue.length === 1) call.start();
  };
}

/** Where its turn has come, and the connection is still there. */
function startInTurn({ res: { socket }, start }: Call): void {
  if (socket && !socket.destroyed) start();
}
