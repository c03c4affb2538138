import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createRouteNames } from "../src/http/route-name.ts";
import { createLog } from "../src/log.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";
import { talk } from "./support/talk.ts";

const TOKEN = "01a20430-47f4-7282-9539-9632da0586ba.3t_vKAN4KgxXNJa73Kl6c79ZezarWRbOlpz18z8PT9Y";

function logging() {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  return { log, lines };
}

describe("a line of the log", () => {
  it("is JSON with the time in UTC", () => {
    const { log, lines } = logging();
    log.info({ event: "test" }, "words");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: "test",
      msg: "words",
    });
  });

  it.each([
    ["a number in a text", "to +14155550132 now", "to +1415•••32 now"],
    ["a number in an address", "?phone=%2B14155550132", "?phone=%2B1415•••32"],
    ["a number without plus", "to 919876543210", "to 9198•••10"],
    ["a bearer token", `got ${TOKEN}`, "got [secret]"],
    ["a header", "Authorization: Bearer abc.def", "Authorization: Bearer [secret]"],
    ["a sealed cookie", "__Host-session=Fe26.2*1*ab*cd~2; x", "__Host-session=[secret]; x"],
    ["a secret of ours", `key ${"aB3_".repeat(11).slice(1)}!`, "key [secret]!"],
    [
      "a request's id, which stays",
      "01a20430-47f4-7282-9539-963212345678",
      "01a20430-47f4-7282-9539-963212345678",
    ],
  ])("has %s only without what must not be known", (_case, text, written) => {
    const { log, lines } = logging();
    log.error({ err: new Error(text), field: text }, text);
    const { err, field, msg } = JSON.parse(lines[0] ?? "");
    expect([err.message, field, msg]).toEqual([written, written, written]);
  });

  it("is one line, and shows what would turn it around or colour it as codes", () => {
    const { log, lines } = logging();
    const forged = 'x\r\n{"level":"fatal"}\u001b[31m\u009b31m\u202e\u2066\u2028\u200b\u{e0001}';
    log.info({ userAgent: forged }, forged);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).toMatch(/^[\u0020-\u007e]+$/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ userAgent: forged, msg: forged });
  });
});

describe("a request", () => {
  const lastLine = async (app: { logged: string[] }) => {
    await expect.poll(() => app.logged.length).toBeGreaterThan(0);
    return JSON.parse(app.logged.at(-1) ?? "");
  };

  it("leaves one line with what is known of it, and nothing that identifies a person", async () => {
    await using app = await startApp({ LOG_LEVEL: "debug", TRUST_PROXY_HOPS: "1" });
    const { post } = httpClient(app.url);
    const answer = await post(
      "/api/auth/otp/verify",
      { phoneNumber: "+14155550132", otp: "123456" },
      { "user-agent": `curl/8 ${"x".repeat(1000)}`, "x-forwarded-for": "2001:db8:1:2:3:4:5:6" },
    );
    await expect.poll(() => app.logged.length).toBe(1);
    expect(await lastLine(app)).toEqual({
      level: "debug",
      time: expect.any(String),
      event: "request",
      method: "POST",
      route: "/api/auth/otp/verify",
      status: 401,
      outcome: "CODE_INVALID",
      ms: expect.any(Number),
      requestId: answer.headers.get("x-request-id"),
      network: "2001:db8:1:0::/48",
      userAgent: `curl/8 ${"x".repeat(1000)}`.slice(0, 256),
    });
  });

  it.each([
    ["/trpc/session.current", "UNAUTHENTICATED"],
    ["/trpc/nothing", "NOT_FOUND"],
    ["/api/openapi.json", "OK"],
  ])("to %s has the outcome %s", async (path, outcome) => {
    await using app = await startApp({ LOG_LEVEL: "debug" });
    await httpClient(app.url).get(path);
    expect(await lastLine(app)).toMatchObject({ outcome });
  });

  it("that is broken off, or no path, has an outcome too", async () => {
    await using app = await startApp({ LOG_LEVEL: "debug" }, { isReady: () => new Promise(() => {}) });
    await expect(fetch(`${app.url}/readyz`, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    expect(await lastLine(app)).toMatchObject({ route: "/readyz", outcome: "ABORTED" });
    await talk(app.url, ["GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"]);
    await expect.poll(() => app.logged.length).toBe(2);
    expect(await lastLine(app)).toMatchObject({ route: "none", outcome: "INVALID_INPUT", status: 400 });
  });

  it("is told of in production, and in development only when asked: messages are there", async () => {
    await using app = await startApp({ LOG_LEVEL: "info" });
    await httpClient(app.url).get("/api/auth/session");
    await using like = await startApp({ LOG_LEVEL: "info" }, { requestLevel: "info" });
    await httpClient(like.url).get("/api/auth/session");
    await httpClient(like.url).get("/livez");
    await expect.poll(() => like.logged.length).toBe(1);
    expect([app.logged, like.logged.map((line) => JSON.parse(line).route)]).toEqual([
      [],
      ["/api/auth/session"],
    ]);
  });
});

describe("the name of a route", () => {
  const routeOf = createRouteNames("https://sign-in.example");

  it.each([
    ["/trpc/auth.requestOtp", "/trpc/auth.requestOtp"],
    ["/trpc/session.list?input=%7B%7D", "/trpc/session.list"],
    ["/trpc/auth.requestOtp,auth.requestOtp?batch=1", "/trpc/*"],
    ["/api/auth/sessions", "/api/auth/sessions"],
    ["/api/auth/sessions/01a20430-47f4-7282-9539-963212345678", "/api/auth/sessions/{id}"],
    ["/api/auth/sessions/+14155550132", "/api/auth/sessions/{id}"],
    ["/api/whatever", "/api/*"],
    ["/webhooks/sms/twilio", "/webhooks/sms/twilio"],
    ["/webhooks/sms/msg91/a-secret-of-the-address", "/webhooks/sms/msg91/*"],
    ["/otp?phone=%2B14155550132", "/*"],
    ["/assets/index-abc.js", "/assets/*"],
    ["http://elsewhere/", "none"],
    ["*", "none"],
  ])("of %s is %s", (target, route) => {
    expect(routeOf(target)).toBe(route);
  });
});

describe("an output that takes no lines", () => {
  const script = `
    import { openLogOutput, createLog } from ${JSON.stringify(new URL("../src/log.ts", import.meta.url).href)};
    const log = createLog("info", openLogOutput((line) => process.stderr.write(line + "\\n")));
    process.on("message", (count) => {
      for (let i = 0; i < count; i++) log.info({ filler: "x".repeat(1000) }, "line " + i);
      setTimeout(() => process.send("alive"), 50);
    });
    process.send("ready");`;

  function start() {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      cwd: fileURLToPath(new URL("..", import.meta.url)),
    });
    const [, stdout, stderr] = child.stdio;
    const told: string[] = [];
    stderr?.setEncoding("utf8").on("data", (text) => told.push(text));
    const answer = () => once(child, "message").then(([message]) => message);
    return { child, stdout, told, answer };
  }

  it("because it is closed neither ends the process nor goes unnoticed", async () => {
    const { child, stdout, told, answer } = start();
    expect(await answer()).toBe("ready");
    stdout?.destroy();
    for (let round = 0; round < 3; round++) {
      child.send(10);
      expect(await answer()).toBe("alive");
    }
    await expect.poll(() => told.join("")).not.toBe("");
    child.kill("SIGKILL");
    await once(child, "close");
    expect(told.join("")).toBe("The log cannot be written (EPIPE): the server goes on without it.\n");
  });

  it("because nobody reads holds nobody up, and the number of lines that were lost is told later", async () => {
    const { child, stdout, answer } = start();
    expect(await answer()).toBe("ready");
    stdout?.pause();
    child.send(5_000);
    expect(await answer()).toBe("alive");
    let text = "";
    stdout?.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    stdout?.resume();
    await expect.poll(() => text).toContain("log lines were lost");
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { lost } = lines.find(({ msg }) => msg === "log lines were lost");
    expect(lost).toBe(5_000 - (lines.length - 1));
    expect(lost).toBeGreaterThan(0);
    child.kill("SIGKILL");
  });
});
