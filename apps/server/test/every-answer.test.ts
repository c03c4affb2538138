import type { RequestHandler } from "express";
import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";
import { talk } from "./support/talk.ts";

const HEADERS = {
  "content-security-policy":
    "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": expect.stringMatching(/camera=\(\).*otp-credentials=\(self\)$/),
};
const TELLTALES = ["x-powered-by", "server", "x-aspnet-version"];

function expectHeaders(headers: Headers): void {
  expect(Object.fromEntries(headers)).toMatchObject(HEADERS);
  expect(TELLTALES.filter((name) => headers.has(name))).toEqual([]);
}

/** The status and the headers of an answer as it went over the wire. */
function parsed(answer: string): { status: number; headers: Headers } {
  const [first = "", ...lines] = (answer.split("\r\n\r\n")[0] ?? "").split("\r\n");
  const pairs = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(":")),
    line.slice(line.indexOf(":") + 2),
  ]);
  return { status: Number(first.split(" ")[1]), headers: new Headers(pairs) };
}

const pages: RequestHandler = (req, res, next) => {
  if (req.path === "/") res.send("page");
  else next();
};
const broken = async () => {
  throw new Error("canary");
};

describe("every answer has the headers of a strict page", () => {
  it.each([
    ["GET", "/", 200],
    ["GET", "/livez", 200],
    ["GET", "/readyz", 500],
    ["GET", "/api/docs", 200],
    ["GET", "/api/docs/swagger-ui.css", 200],
    ["GET", "/api/openapi.json", 200],
    ["GET", "/api/nothing", 404],
    ["GET", "/trpc/nothing", 404],
    ["GET", "/nothing.txt", 404],
    ["GET", "/api/auth/session", 401],
    ["GET", "/trpc/session.current", 401],
    ["HEAD", "/trpc/session.current", 204],
    ["PUT", "/api/auth/session", 405],
    ["OPTIONS", "/api/auth/session", 405],
    ["POST", "/api/auth/sign-out", 415],
  ])("%s %s: %i", async (method, path, status) => {
    await using app = await startApp(
      { PUBLIC_ORIGIN: "https://sign-in.example" },
      { isReady: broken, web: pages },
    );
    const init = method === "POST" ? { body: "x", headers: { "content-type": "text/plain" } } : {};
    const answer = await httpClient(app.url).send(method, path, init);
    expect(answer.status).toBe(status);
    expectHeaders(answer.headers);
    expect(answer.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });

  it("also what is refused before it is a request", async () => {
    await using app = await startApp({ PUBLIC_ORIGIN: "https://sign-in.example" });
    const head = "GET / HTTP/1.1\r\nHost: x\r\n";
    const answers = await Promise.all(
      [
        "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n",
        `${head}X: ${"a".repeat(20_000)}\r\n\r\n`,
        `${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
        `${head}A header without a colon\r\n\r\n`,
        "GET / HTTP/1.1\r\n\r\n",
        `${head}Host: y\r\n\r\n`,
        `${head}Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n`,
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        `${head}Expect: the unexpected\r\nConnection: close\r\n\r\n`,
      ].map((text) => talk(app.url, [text])),
    );
    const read = answers.map(({ answer }) => parsed(answer));
    expect(read.map(({ status }) => status)).toEqual([400, 400, 431, 400, 400, 400, 400, 400, 400, 200]);
    for (const { headers } of read) {
      expectHeaders(headers);
      expect(headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    }
    for (const { answer } of answers) expect(answer).not.toMatch(/express|<html|at \w|HPE_/i);
  });

  it("forces nothing to https where the public origin is plain http", async () => {
    await using app = await startApp();
    const { headers } = await httpClient(app.url).get("/");
    expect(headers.has("strict-transport-security")).toBe(false);
  });

  it("is not to be kept, where it is about signing in", async () => {
    await using app = await startApp();
    const { get, post } = httpClient(app.url);
    const answers = [
      await post("/api/auth/otp/request", { phoneNumber: "+14155550132" }),
      await post("/trpc/auth.verifyOtp", { phoneNumber: "+14155550132", otp: "000000" }),
      await get("/api/auth/session"),
      await post("/trpc/session.signOut"),
      await get("/api/nothing"),
      await get("/trpc/session.current?batch=1"),
    ];
    expect(answers.map(({ headers }) => headers.get("cache-control"))).toEqual(answers.map(() => "no-store"));
  });
});

describe("the method of a request", () => {
  it.each(["x-http-method-override", "x-http-method", "x-method-override"])(
    "is what the request says, whatever %s says",
    async (name) => {
      await using app = await startApp();
      const { get, post } = httpClient(app.url);
      const asGet = await get("/trpc/session.signOut", { [name]: "POST" });
      const asDelete = await post(
        "/api/auth/sessions/01a20430-47f4-7282-9539-9948bc1d795e?_method=DELETE",
        {},
        { [name]: "DELETE" },
      );
      expect([asGet.status, asDelete.status]).toEqual([405, 405]);
    },
  );
});
