import { type Dispatcher, getGlobalDispatcher, request } from "undici";

export type ProviderRequest = {
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  method?: "GET" | "POST";
};

export type ProviderAnswer =
  /** Nothing of the request has left: refused, no such host, no trust in its certificate, no connection in time. */
  | { kind: "not-connected" }
  /** It has left, and no answer came: the connection was lost, or time was up. */
  | { kind: "no-answer" }
  /** `body` is undefined if it did not arrive whole, is longer than allowed, or is not JSON. */
  | { kind: "answer"; status: number; body: unknown };

export type CallLimits = { totalMs?: number | undefined; connectMs?: number | undefined };

const TOTAL_MS = 5000;
/** A provider that cannot be reached leaves time for the next one. */
const CONNECT_MS = 2000;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * One request to a provider, a POST if it does not say otherwise; it is sent once, no redirect is
 * followed and certificates are checked. Never rejects.
 *
 * By undici itself rather than by `fetch`, which costs four times as much and sends a request again after a 421.
 *
 * @param limits milliseconds for the whole call (5,000) and for the connection with TLS (2,000)
 */
export async function callProvider(
  { url, headers, body, method = "POST" }: ProviderRequest,
  signal: AbortSignal,
  { totalMs = TOTAL_MS, connectMs = CONNECT_MS }: CallLimits = {},
): Promise<ProviderAnswer> {
  if (signal.aborted) return { kind: "not-connected" };
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, AbortSignal.timeout(totalMs), stop.signal]);
  let mayHaveLeft = false;
  const dispatcher = getGlobalDispatcher().compose(
    tellingOfStart(() => {
      mayHaveLeft = true;
    }),
  );
  const connectTimer = setTimeout(() => {
    if (!mayHaveLeft) stop.abort();
  }, connectMs);
  try {
    const asked = request(url, { method, headers, body: body ?? null, signal: ended, dispatcher });
    // While it connects, undici heeds the signal only afterwards, without sending anything then.
    const answer = await Promise.race([asked, rejectedWhen(ended)]);
    return { kind: "answer", status: answer.statusCode, body: await readJson(answer.body) };
  } catch {
    return { kind: mayHaveLeft ? "no-answer" : "not-connected" };
  } finally {
    clearTimeout(connectTimer);
  }
}

function rejectedWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Undici tells a handler of a request's start when it has a connection, right before it writes the first byte. */
function tellingOfStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        onStart();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

/** The shape decides, not the content type: a label alone makes no answer wrong, and no page of HTML is JSON. */
async function readJson(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  try {
    return JSON.parse(await readText(body));
  } catch {
    return undefined;
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    // Leaving the loop destroys the body, so that the rest is not received either.
    if (length > MAX_ANSWER_BYTES) throw new RangeError("the answer is too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
