/** What a test looks at of an answer. */
export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a body from outside; the tests say what must be in it
  body: any;
  headers: Headers;
};

const JSON_HEADERS = { "content-type": "application/json" };

/** A client that keeps cookies, as a browser does for one origin. */
export function httpClient(url: string) {
  const cookies = new Map<string, string>();

  async function call(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has("cookie")) {
      headers.set("cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
    }
    const response = await fetch(url + path, { ...init, method, headers });
    for (const line of response.headers.getSetCookie()) keep(line);
    return { status: response.status, body: await readBody(response), headers: response.headers };
  }

  function keep(line: string): void {
    const [pair = ""] = line.split(";");
    const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => call("GET", path, { headers }),
    delete: (path: string, headers: Record<string, string> = {}) => call("DELETE", path, { headers }),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      call("POST", path, { headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) }),
    send: call,
  };
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
}
