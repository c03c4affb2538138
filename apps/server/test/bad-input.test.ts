import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { expectRefusal } from "./support/refusal.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const JSON_TYPE = { "content-type": "application/json" };
const send = (method: string, path: string, init: RequestInit = {}) =>
  httpClient(app.url).send(method, path, init);
const post = (
  path: string,
  body: NonNullable<RequestInit["body"]> | null,
  headers: Record<string, string> = JSON_TYPE,
) => send("POST", path, { body, headers });

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const surfaces = ["/api/auth/otp/request", "/trpc/auth.requestOtp"];
const verifySurfaces = ["/api/auth/otp/verify", "/trpc/auth.verifyOtp"];
const valid = JSON.stringify({ phoneNumber: "+14155550132" });

describe.each(surfaces)("a request for a code at %s", (path) => {
  it.each([
    ["an unknown key", '{"phoneNumber":"+14155550132","admin":true}'],
    ["a number for a phone number", '{"phoneNumber":14155550132}'],
    ["an array for a phone number", '{"phoneNumber":["+14155550132"]}'],
    ["an object for a phone number", '{"phoneNumber":{"$ne":""}}'],
    ["null for a phone number", '{"phoneNumber":null}'],
    ["a phone number of 10,000 characters", JSON.stringify({ phoneNumber: "1".repeat(10_000) })],
    ["no phone number", "{}"],
    ["a prototype", '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
    ["an array", "[]"],
    ["a string", '"+14155550132"'],
    ["a number", "7"],
    ["null", "null"],
    ["half of a JSON text", '{"phoneNumber":'],
    ["no JSON at all", "phoneNumber=%2B14155550132"],
    ["an empty body", ""],
    ["nesting of 5,000 levels", `{"phoneNumber":${nested(5000)}}`],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
  ])("is refused with %s", async (_case, body) => {
    expectRefusal(await post(path, body), 400, "INVALID_INPUT");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    "+1415\u00005550132",
    "tel:+14155550132",
    "+12",
    "+1٤155550132",
    "nobody",
    "",
    "+14155550132;ext=5",
  ])("is refused with a phone number that cannot be: %j", async (phoneNumber) => {
    expectRefusal(await post(path, JSON.stringify({ phoneNumber })), 400, "PHONE_INVALID");
  });

  it("is refused with no body at all, with a content type and without one", async () => {
    expectRefusal(await post(path, null), 400, "INVALID_INPUT");
    expectRefusal(await post(path, null, {}), 400, "INVALID_INPUT");
  });

  it.each([
    ["a form", "application/x-www-form-urlencoded"],
    ["a multipart form", "multipart/form-data; boundary=x"],
    ["bytes", "application/octet-stream"],
    ["plain text", "text/plain"],
    ["something like JSON", "application/json-seq"],
    ["another alphabet", "application/json; charset=utf-16"],
    ["nothing", ""],
  ])("is refused when its content type is that of %s", async (_case, contentType) => {
    const answer = await post(path, Buffer.from(valid), contentType ? { "content-type": contentType } : {});
    expectRefusal(answer, 415, "INVALID_INPUT");
  });

  it("is refused when compressed", async () => {
    const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
    expectRefusal(await post(path, valid, headers), 415, "INVALID_INPUT");
  });

  it.each([
    ["17 KiB", JSON.stringify({ phoneNumber: "1".repeat(17 * 1024) })],
    ["50,000 levels of nesting", nested(50_000)],
    ["30 MB", "a".repeat(30_000_000)],
  ])("is refused when it is %s", async (_case, body) => {
    expectRefusal(await post(path, body), 413, "INVALID_INPUT");
  });

  it("is refused when it is too large and does not say so beforehand", async () => {
    const chunk = new TextEncoder().encode("a".repeat(64 * 1024));
    let chunks = 0;
    const body = new ReadableStream({
      pull(controller) {
        chunks += 1;
        if (chunks > 100) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const init = { body, headers: JSON_TYPE, duplex: "half" } as RequestInit;
    expectRefusal(await send("POST", path, init), 413, "INVALID_INPUT");
  });

  it.each(["PUT", "PATCH", "OPTIONS", "PROPFIND"])("is refused as %s", async (method) => {
    expectRefusal(await send(method, path), 405, "INVALID_INPUT");
  });

  it("sends no message for any of these", () => {
    expect(app.parts.inbox?.for("+14155550132")).toEqual([]);
  });
});

describe.each(verifySurfaces)("a verification at %s", (path) => {
  it.each([
    ["a number", 123456],
    ["an array", ["123456"]],
    ["an object", { $ne: "" }],
    ["letters", "12345a"],
    ["Arabic digits", "١٢٣٤٥٦"],
    ["five digits", "12345"],
    ["eleven digits", "12345678901"],
    ["a NUL", "12345\u00006"],
  ])("is refused with %s for a code", async (_case, otp) => {
    const answer = await post(path, JSON.stringify({ phoneNumber: "+14155550132", otp }));
    expectRefusal(answer, 400, "INVALID_INPUT");
    expect(Object.keys((answer.body.error?.data ?? answer.body).fieldErrors)).toEqual(["otp"]);
  });

  it("is refused when nothing was asked for, and with a challenge that is none", async () => {
    const guess = { phoneNumber: "+14155550177", otp: "123456" };
    expectRefusal(await post(path, JSON.stringify(guess)), 401, "CODE_INVALID");
    for (const challengeId of ["x".repeat(64), "__proto__"]) {
      expectRefusal(await post(path, JSON.stringify({ ...guess, challengeId })), 401, "CODE_INVALID");
    }
    for (const challengeId of ["\u0000", "", "a.b"]) {
      expectRefusal(await post(path, JSON.stringify({ ...guess, challengeId })), 400, "INVALID_INPUT");
    }
  });
});

describe("paths and methods", () => {
  it.each([
    ["GET", "/trpc/auth.requestOtp", 405, "INVALID_INPUT"],
    ["GET", "/trpc/auth.nothing", 404, "NOT_FOUND"],
    ["GET", "/trpc/__proto__", 404, "NOT_FOUND"],
    ["GET", "/trpc", 404, "NOT_FOUND"],
    ["GET", "/trpc/%ff", 400, "INVALID_INPUT"],
    ["GET", "/api/%ff", 400, "INVALID_INPUT"],
    ["GET", "/api/nothing", 404, "NOT_FOUND"],
    ["GET", "/api/auth/otp/request", 405, "INVALID_INPUT"],
    ["DELETE", "/api/auth/otp/request/", 405, "INVALID_INPUT"],
    ["POST", "/api/auth/sessions/1", 405, "INVALID_INPUT"],
    ["POST", "/api/nothing/auth/sessions", 404, "NOT_FOUND"],
    ["DELETE", "/api/auth/sessions/1", 401, "UNAUTHENTICATED"],
    ["GET", "/trpc/session.current?input=%7B", 401, "UNAUTHENTICATED"],
    ["GET", "/trpc/session.current?batch=1&input=%7B%7D", 400, "INVALID_INPUT"],
    ["GET", `/trpc/${",".repeat(2000)}?batch=1`, 400, "INVALID_INPUT"],
    ["GET", "/dev/nothing", 404, "NOT_FOUND"],
  ])("%s %s is refused with %i %s", async (method, path, status, code) => {
    expectRefusal(await send(method, path), status, code);
  });

  it.each([
    ["PUT", "/api/auth/otp/request", "HEAD, POST"],
    ["PUT", "/api/auth/sessions/1", "HEAD, DELETE"],
    ["PUT", "/trpc/session.current", "HEAD, GET"],
    ["GET", "/trpc/session%2EsignOut", "HEAD, POST"],
    ["PUT", "/api/nothing", null],
    ["PUT", "/api/openapi.json", null],
    ["PUT", "/trpc/nothing", null],
  ])("tells %s at %s by which methods it is called, if by any: %s", async (method, path, allow) => {
    const { status, headers } = await send(method, path);
    expect([status, headers.get("allow")]).toEqual([allow ? 405 : 404, allow]);
  });

  it("refuses 500 guesses in one batch, and looks at none of them", async () => {
    const browser = httpClient(app.url);
    const phoneNumber = "+14155550188";
    const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
    const calls = Array.from({ length: 500 }, () => "auth.verifyOtp").join(",");
    const inputs = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [i, { phoneNumber, otp: "000000" }]),
    );
    const batch = await browser.post(`/trpc/${calls}?batch=1`, inputs);
    expectRefusal(batch, 400, "INVALID_INPUT");
    expect((await browser.post("/api/auth/otp/verify", { phoneNumber, otp })).status).toBe(200);
  });

  it("refuses to stream an answer", async () => {
    const answer = await post("/trpc/auth.verifyOtp", valid, {
      ...JSON_TYPE,
      "trpc-accept": "application/jsonl",
    });
    expectRefusal(answer, 400, "INVALID_INPUT");
  });
});

describe("a call without input", () => {
  it.each([
    ["no body and no type, as tRPC clients send it", {}, 200],
    ["the same from a page of another site", { "sec-fetch-site": "cross-site" }, 403],
    ["the same from a page of a neighbour", { "sec-fetch-site": "same-site" }, 403],
    ["an empty form", { "content-type": "multipart/form-data; boundary=x" }, 415],
    ["JSON as type and no body", JSON_TYPE, 200],
  ])("with %s", async (_case, headers, status) => {
    const answers = await Promise.all(
      ["/trpc/session.signOut", "/api/auth/sign-out"].map((path) => post(path, null, headers)),
    );
    expect(answers.map((each) => each.status)).toEqual([status, status]);
  });
});
