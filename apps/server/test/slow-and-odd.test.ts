import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";
import { talk, writeThenRead } from "./support/talk.ts";

describe("a body without end", () => {
  it("is answered at its 17th KiB and cut off, on both surfaces", async () => {
    await using app = await startApp();
    for (const path of ["/api/auth/otp/request", "/trpc/auth.requestOtp"]) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const chunk = `1000\r\n${"a".repeat(4096)}\r\n`;
      const { answer, answeredAfter, closedAfter } = await talk(
        app.url,
        [head, ...Array(600).fill(chunk)],
        5,
      );
      expect(answer).toMatch(/^HTTP\/1.1 413 /);
      expect(answeredAfter).toBeLessThan(8_000);
      expect(closedAfter).toBeLessThan(12_000);
    }
  });

  it("is cut off too when its length is told", async () => {
    await using app = await startApp();
    const head =
      "POST /api/auth/otp/request HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n";
    const { answer, closedAfter } = await talk(app.url, [head, ...Array(600).fill("a".repeat(4096))], 5);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(closedAfter).toBeLessThan(12_000);
  });
});

describe("a body that is refused", () => {
  it("with a target that is no path is told so too", { retry: 2 }, async () => {
    await using app = await startApp();
    const head =
      "POST http://x/api HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n";
    const answer = await writeThenRead(app.url, [head, ...Array(3).fill("a".repeat(100_000))], 50);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it("is refused at once, whether the rest of it comes or not", async () => {
    await using app = await startApp();
    const head =
      "POST /trpc/auth.requestOtp HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n";
    const { answer, answeredAfter, closedAfter } = await talk(app.url, [head]);
    expect(answer).toMatch(/^HTTP\/1.1 415 /);
    expect(answeredAfter).toBeLessThan(closedAfter - 250);
  });

  const json = "Content-Type: application/json";
  it.each([
    ["too large", 413, json, 300_000],
    ["of another type", 415, "Content-Type: text/plain", 300_000],
    ["from a page of another site", 403, `${json}\r\nSec-Fetch-Site: cross-site`, 300_000],
  ])(
    "because it is %s is told so to who writes all of it first",
    { retry: 2 },
    async (_why, status, header, length) => {
      await using app = await startApp();
      const head = `POST /trpc/auth.requestOtp HTTP/1.1\r\nHost: x\r\n${header}\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`;
      const answer = await writeThenRead(app.url, [head, ...Array(3).fill("a".repeat(length / 3))], 50);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    },
  );
});

describe("a target that is no path", () => {
  it.each(["http://x:99999/api/auth/session", "http://[/api/x", "*", "api/auth/session"])(
    "%s is refused, with nothing of the frameworks in the answer",
    async (target) => {
      await using app = await startApp();
      const { answer } = await talk(app.url, [`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`]);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).not.toMatch(/express|<html|at /i);
    },
  );

  it.each([
    ["with a fragment", ["/trpc//a@#", "/trpc/\\#@a", "/#", "/api/auth/session#", "/?#"]],
    ["by a detour", ["/api/x/../auth/session", "/api/.%2E/api/auth/session", "/api/./auth/session", "/.."]],
    ["with a backslash", ["/api/auth\\session", "/\\example.com", "/api/x\\..\\auth\\session"]],
  ])("is one %s too, whatever the method", async (_case, targets) => {
    await using app = await startApp();
    for (const line of targets.flatMap((target) => [`GET ${target}`, `POST ${target}`])) {
      const { answer } = await talk(app.url, [`${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`]);
      expect(answer, line).toMatch(/^HTTP\/1.1 400 .*"INVALID_INPUT"/s);
    }
  });

  it("is none with dots in names, or anything in its query", async () => {
    await using app = await startApp();
    for (const target of ["/...", "/.well-known/x", "/a..b/.c", "/?a=\\b/../c&d=//e@f", "//a@b"]) {
      const { answer } = await talk(app.url, [
        `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      ]);
      expect(answer, target).toMatch(/^HTTP\/1.1 200 /);
    }
  });
});

describe("signing in again in the same browser", () => {
  it("ends the session before it", async () => {
    await using app = await startApp();
    const browser = httpClient(app.url);
    const signIn = async () => {
      const phoneNumber = "+14155550132";
      const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
      await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
      return { cookie: `session=${browser.cookies.get("session")}` };
    };
    const [first, second] = [await signIn(), await signIn()];
    const statusOf = async (cookie: Record<string, string>) =>
      (await httpClient(app.url).get("/api/auth/session", cookie)).status;
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
  });
});
