import { Pool } from "undici";
import { addressOf, phoneNumberOf } from "./numbers.ts";

/** Where browsers find every server that is measured: behind a proxy that ends https. */
export const PUBLIC_ORIGIN = "https://bench.example";

export type Answer = { status: number; body: unknown };

/** Somebody with a phone, an address and a browser that keeps cookies. */
export type Person = {
  phone: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  /** Somebody with a copy of the cookies as they are now. */
  copy(): Person;
};

export function createPerson(
  index: number,
  connections: Pool,
  cookies: Map<string, string> = new Map(),
): Person {
  const base = {
    origin: PUBLIC_ORIGIN,
    host: "bench.example",
    "sec-fetch-site": "same-origin",
    "user-agent":
      "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36",
    "accept-language": "en",
    "x-forwarded-for": addressOf(index),
    "x-forwarded-proto": "https",
  };

  async function call(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await connections.request({
      method,
      path,
      headers: {
        ...base,
        ...(cookie && { cookie }),
        ...(body && { "content-type": "application/json" }),
      },
      body: body ? JSON.stringify(body) : null,
    });
    keep([response.headers["set-cookie"] ?? []].flat());
    return { status: response.statusCode, body: await response.body.json().catch(() => undefined) };
  }

  function keep(headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = ""] = header.split(";", 1);
      const at = pair.indexOf("=");
      const value = pair.slice(at + 1);
      if (value === "") cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), value);
    }
  }

  return {
    phone: phoneNumberOf(index),
    get: (path: string) => call("GET", path),
    post: (path: string, body: object) => call("POST", path, body),
    copy: () => createPerson(index, connections, new Map(cookies)),
  };
}

/** Keep-alive connections to a server, as many as there may be people at once. */
export function connect(url: string, people: number): Pool {
  return new Pool(url, {
    connections: people,
    pipelining: 1,
    keepAliveTimeout: 60_000,
    headersTimeout: 30_000,
  });
}
