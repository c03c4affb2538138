import { type HttpAnswer, type HttpCall, rawHttp } from "./raw-http.ts";

export type Visitor = ReturnType<typeof createVisitor>;

/** Somebody with cookies of their own, at a network address of their own behind the one proxy. */
export function createVisitor(url: string, address: string, note: (answer: HttpAnswer) => void) {
  const cookies = new Map<string, string>();

  async function call(method: string, path: string, { headers = {}, body }: HttpCall = {}) {
    const cookie = cookieHeader(cookies);
    const all = { "x-forwarded-for": address, ...(cookie && { cookie }), ...headers };
    const answer = await rawHttp(url, method, path, { headers: all, ...(body !== undefined && { body }) });
    for (const line of answer.headers["set-cookie"] ?? []) keep(line);
    note(answer);
    return answer;
  }

  function keep(line: string): void {
    const [pair = ""] = line.split(";");
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    call,
    get: (path: string, headers: HttpCall["headers"] = {}) => call("GET", path, { headers }),
    post: (path: string, body: unknown = {}, headers: HttpCall["headers"] = {}) =>
      call("POST", path, {
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map((pair) => pair.join("=")).join("; ");
}
