import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a fake does with a request that is right. All but `refuse` and the unaccepted ones count as a message sent. */
export type Behaviour =
  | { kind: "answer" }
  | { kind: "hang" | "drop"; accepts: boolean }
  /** Answers after so many milliseconds. */
  | { kind: "slow"; ms: number }
  | { kind: "garbage" | "half-body" | "wrong-type" | "endless" }
  /** Sends nothing and answers this; a string is sent as HTML, anything else as JSON. */
  | { kind: "refuse"; status: number; body?: unknown; headers?: Record<string, string> };

export type Sent = { to: string; text?: string; template?: string; code?: string; callbackUrl?: string };
/** `isRead`: right, and sends nothing. */
export type Judgement = { sent?: Sent; isRead?: true; status: number; body: unknown };
/** The provider's own part: is the request right, and what does it answer? */
export type Judge = (request: IncomingMessage, body: string) => Judgement;

export type FakeProvider = AsyncDisposable & {
  baseUrl: string;
  /** The messages that have gone out. */
  sent: Sent[];
  /** The requests that were wrong, with what they were answered. */
  wrong: Judgement[];
  /** Requests of any kind. */
  calls(): number;
  behave(behaviour: Behaviour): void;
};

/** An HTTP server on a free port of this machine that answers as the judge says, or misbehaves as it is told. */
export async function startProvider(judge: Judge): Promise<FakeProvider> {
  let behaviour: Behaviour = { kind: "answer" };
  let calls = 0;
  const sent: Sent[] = [];
  const wrong: Judgement[] = [];
  const server = createServer(async (request, response) => {
    calls += 1;
    const judgement = judge(request, await bodyOf(request));
    if (judgement.sent === undefined) {
      if (!judgement.isRead) wrong.push(judgement);
      return answer(response, judgement.status, judgement.body);
    }
    if (counts(behaviour)) sent.push(judgement.sent);
    perform(behaviour, judgement, response);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    wrong,
    calls: () => calls,
    behave: (next) => {
      behaviour = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function counts(behaviour: Behaviour): boolean {
  return behaviour.kind !== "refuse" && !("accepts" in behaviour && !behaviour.accepts);
}

const PAGE = "<!doctype html><title>Welcome</title>";

function perform(behaviour: Behaviour, { status, body }: Judgement, response: ServerResponse): void {
  if (behaviour.kind === "slow") {
    setTimeout(() => answer(response, status, body), behaviour.ms);
    return;
  }
  const actions: Record<Exclude<Behaviour["kind"], "refuse" | "slow">, () => void> = {
    answer: () => answer(response, status, body),
    hang: () => {},
    drop: () => response.destroy(),
    garbage: () => answer(response, status, PAGE, "application/json"),
    "wrong-type": () => answer(response, status, PAGE),
    "half-body": () => breakOff(response, status, JSON.stringify(body)),
    endless: () => pour(response, status),
  };
  if (behaviour.kind !== "refuse") {
    actions[behaviour.kind]();
    return;
  }
  response.setHeaders(new Map(Object.entries(behaviour.headers ?? {})));
  answer(response, behaviour.status, behaviour.body ?? "");
}

function answer(response: ServerResponse, status: number, body: unknown, type?: string): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": type ?? (isText ? "text/html" : "application/json") });
  response.end(isText ? body : JSON.stringify(body));
}

function breakOff(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": json.length });
  response.write(json.slice(0, json.length / 2), () => response.destroy());
}

/** Spaces without end, as fast as they are taken: JSON would allow them in front of a value. */
function pour(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "application/json" });
  const chunk = " ".repeat(16_384);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
