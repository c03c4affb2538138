import { followRequest } from "./request-progress.ts";

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
 * @param limits milliseconds for the whole call (5,000) and for the connection with TLS (2,000)
 */
export async function callProvider(
  { url, headers, body, method = "POST" }: ProviderRequest,
  signal: AbortSignal,
  { totalMs = TOTAL_MS, connectMs = CONNECT_MS }: CallLimits = {},
): Promise<ProviderAnswer> {
  if (signal.aborted) return { kind: "not-connected" };
  const stop = new AbortController();
  const anyOf = AbortSignal.any([signal, AbortSignal.timeout(totalMs), stop.signal]);
  const request = followRequest(
    () => fetch(url, { method, headers, body: body ?? null, redirect: "manual", signal: anyOf }),
    () => stop.abort(),
  );
  const connectTimer = setTimeout(() => {
    if (!request.mayHaveLeft()) stop.abort();
  }, connectMs);
  try {
    const response = await request.result;
    return { kind: "answer", status: response.status, body: await readJson(response) };
  } catch {
    return { kind: request.mayHaveLeft() ? "no-answer" : "not-connected" };
  } finally {
    clearTimeout(connectTimer);
  }
}

/** The shape decides, not the content type: a label alone makes no answer wrong, and no page of HTML is JSON. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await readText(response));
  } catch {
    return undefined;
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    // Leaving the loop cancels the body, so that the rest is not received either.
    if (length > MAX_ANSWER_BYTES) throw new RangeError("the answer is too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
