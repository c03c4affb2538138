import type { OutgoingHttpHeaders, RequestListener } from "node:http";

/** Sets what every answer has, before anything else can go wrong: the given headers, and an id of the request. */
export function withHeaders(
  headers: OutgoingHttpHeaders,
  newRequestId: () => string,
  listener: RequestListener,
): RequestListener {
  const all = new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return (req, res) => {
    res.setHeaders(all).setHeader("x-request-id", newRequestId());
    return listener(req, res);
  };
}
