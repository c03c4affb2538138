import { expect, it } from "vitest";
import { ALLOWED_ORIGIN, type ProductionServer, PUBLIC_ORIGIN } from "../support/production-server.ts";
import type { HttpAnswer } from "../support/raw-http.ts";

const CALLS = [
  "/trpc/auth.requestOtp",
  "/trpc/auth.resendOtp",
  "/trpc/auth.verifyOtp",
  "/trpc/session.signOut",
  "/trpc/session.revokeOthers",
  "/api/auth/otp/request",
  "/api/auth/otp/resend",
  "/api/auth/otp/verify",
  "/api/auth/sign-out",
  "/api/auth/sessions/revoke-others",
];
const codeOf = ({ json }: HttpAnswer) => json?.error?.data?.authCode ?? json?.code;
const BOUNDARY = "----form";
const multipart = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--${BOUNDARY}--\r\n`;

/** What a request may be, and what it may not. */
export function requestSuite(started: () => ProductionServer): void {
  it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"])(
    "as %s changes nothing, whatever the method is said to be",
    async (method) => {
      const { visitor } = await started().signIn();
      const sent = started().sms.length;
      const headers = {
        "x-http-method-override": "POST",
        "x-http-method": "POST",
        "x-method-override": "POST",
      };
      for (const path of CALLS) {
        const { status } = await visitor.call(method, `${path}?_method=POST`, { headers });
        expect([path, status === 204 || status >= 400]).toEqual([path, true]);
      }
      expect(started().sms).toHaveLength(sent);
      expect((await visitor.get("/api/auth/session")).status).toBe(200);
    },
  );

  it.each([
    ["a multipart form", `multipart/form-data; boundary=${BOUNDARY}`, multipart],
    ["an empty multipart form", `multipart/form-data; boundary=${BOUNDARY}`, ""],
    ["a form", "application/x-www-form-urlencoded", "a=b"],
    ["plain text", "text/plain", "{}"],
    ["bytes", "application/octet-stream", "{}"],
    ["a type that only looks like JSON", "application/jsonp", "{}"],
    ["two types", "application/json, text/plain", "{}"],
    ["no type", undefined, "{}"],
  ])("that carries %s signs nobody out and sends nothing", async (_case, type, body) => {
    const { visitor } = await started().signIn();
    const sent = started().sms.length;
    for (const path of CALLS) {
      const { status } = await visitor.call("POST", path, {
        headers: type ? { "content-type": type } : {},
        body,
      });
      expect([path, status]).toEqual([path, 415]);
    }
    expect(started().sms).toHaveLength(sent);
    expect((await visitor.get("/api/auth/session")).status).toBe(200);
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: `${PUBLIC_ORIGIN}.evil.example` },
    { origin: `${PUBLIC_ORIGIN}.` },
    { origin: `${PUBLIC_ORIGIN}:444` },
    { origin: PUBLIC_ORIGIN.toUpperCase() },
    { origin: PUBLIC_ORIGIN.replace("https", "http") },
    { origin: "null" },
    { referer: "https://evil.example/" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "cross-site", origin: PUBLIC_ORIGIN },
    { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
    { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0" },
  ])("from a page that is not ours changes nothing: %j", async (headers) => {
    const { visitor } = await started().signIn();
    const sent = started().sms.length;
    for (const path of CALLS) {
      const answer = await visitor.post(path, {}, headers);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, "FORBIDDEN"]);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
    expect(started().sms).toHaveLength(sent);
    expect((await visitor.get("/api/auth/session")).status).toBe(200);
  });

  it.each([
    { origin: PUBLIC_ORIGIN, "sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0 Firefox/150.0" },
    { "sec-fetch-site": "same-origin" },
    { referer: `${PUBLIC_ORIGIN}/account` },
    { origin: ALLOWED_ORIGIN, "sec-fetch-site": "same-site" },
    { "user-agent": "curl/8.5.0" },
    {},
  ])("from our own page, an allowed one or a program is taken: %j", async (headers) => {
    const { visitor } = await started().signIn();
    expect((await visitor.post("/trpc/session.signOut", {}, headers)).status).toBe(200);
    expect(visitor.cookies.has("__Host-session")).toBe(false);
  });

  it("with a bearer token is refused beside a cookie and from pages of other origins", async () => {
    const { token } = await started().signIn({ session: "token" });
    const { visitor } = await started().signIn();
    const authorization = `Bearer ${token}`;
    const alone = started().newVisitor();
    expect((await alone.get("/api/auth/session", { authorization })).status).toBe(200);
    for (const answer of [
      await visitor.get("/api/auth/session", { authorization }),
      await alone.get("/api/auth/session", { authorization, origin: "https://evil.example" }),
      await alone.get("/trpc/session.current", { authorization, origin: ALLOWED_ORIGIN }),
      await alone.get("/trpc/session.current", { authorization, "sec-fetch-site": "cross-site" }),
    ]) {
      expect([answer.status, codeOf(answer)]).toEqual([403, "FORBIDDEN"]);
    }
  });

  it.each([
    ["17 KiB", JSON.stringify({ phoneNumber: "1".repeat(17 * 1024) }), 413],
    ["2 MB", "a".repeat(2_000_000), 413],
    ["5,000 levels deep", `{"phoneNumber":${"[".repeat(5000)}${"]".repeat(5000)}}`, 400],
    ["no JSON", "phoneNumber=1", 400],
    ["half of JSON", '{"phoneNumber":', 400],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400],
    ["of another kind", "[]", 400],
    ["a prototype", '{"__proto__":{"phoneNumber":"+12125550100"}}', 400],
    ["with a key too many", '{"phoneNumber":"+12125550100","role":"admin"}', 400],
    ["with an operator", '{"phoneNumber":{"$ne":""}}', 400],
    ["with a NUL", '{"phoneNumber":"+1212\\u00005550100"}', 400],
    ["with a line break", '{"phoneNumber":"+12125550100\\n"}', 400],
  ])("whose body is %s is refused, and the server goes on", async (_case, body, status) => {
    const visitor = started().newVisitor();
    for (const path of ["/api/auth/otp/request", "/trpc/auth.requestOtp"]) {
      const headers = { "content-type": "application/json" };
      const answer = await visitor.call("POST", path, { headers, body });
      expect([answer.status, codeOf(answer)]).toEqual([status, expect.stringMatching(/_IN|IN/)]);
    }
    expect((await visitor.get("/livez")).status).toBe(200);
  });

  it("that guesses with what is no code uses up no attempt; in the wrong order it is refused", async () => {
    const { newVisitor, newPhone, codeFor } = started();
    const [visitor, phoneNumber] = [newVisitor(), newPhone()];
    const verify = (otp: unknown, path = "/api/auth/otp/verify") => visitor.post(path, { phoneNumber, otp });
    expect((await verify("123456")).status).toBe(401);
    const { challengeId } = (await visitor.post("/api/auth/otp/request", { phoneNumber })).json;
    for (const otp of [
      123456,
      ["123456"],
      { $ne: "" },
      null,
      "١٢٣٤٥٦",
      "12345",
      "1234567890123",
      "12345\u0000",
    ]) {
      for (const path of ["/api/auth/otp/verify", "/trpc/auth.verifyOtp"])
        expect((await verify(otp, path)).status).toBe(400);
    }
    const code = codeFor(phoneNumber);
    expect((await verify(` ${code.slice(0, 3)}-${code.slice(3)} `)).status).toBe(200);
    expect((await verify(code)).status).toBe(401);
    const resent = await visitor.post("/api/auth/otp/resend", { phoneNumber, challengeId });
    expect([resent.status, codeOf(resent)]).toEqual([401, "CODE_INVALID"]);
  });

  it("that is many in one, or wants its answer as a stream, is refused before anything is looked at", async () => {
    const { newVisitor, newPhone, codeFor } = started();
    const [visitor, phoneNumber] = [newVisitor(), newPhone()];
    await visitor.post("/api/auth/otp/request", { phoneNumber });
    const names = Array.from({ length: 500 }, () => "auth.verifyOtp").join(",");
    const inputs = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [index, { phoneNumber, otp: "000000" }]),
    );
    const right = { phoneNumber, otp: codeFor(phoneNumber) };
    const answers = [
      await visitor.post(`/trpc/${names}?batch=1`, inputs),
      await visitor.post("/trpc/auth.verifyOtp?batch=1", { 0: right }),
      await visitor.post("/trpc/auth.verifyOtp", right, { "trpc-accept": "application/jsonl" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(
      [413, 400, 400].map(() => expect.toBeOneOf([400, 413])),
    );
    expect((await visitor.post("/trpc/auth.verifyOtp", right)).status).toBe(200);
  });

  it("that names another host changes neither the message nor a link", async () => {
    const { newVisitor, newPhone, sms } = started();
    const poison = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      forwarded: "host=evil.example",
    };
    const visitor = newVisitor();
    const requested = await visitor.post("/api/auth/otp/request", { phoneNumber: newPhone() }, poison);
    const read = await Promise.all(
      ["/", "/account", "/api/openapi.json", "/api/docs", "/nothing.txt"].map((path) =>
        visitor.get(path, poison),
      ),
    );
    expect(sms.at(-1)).toMatchObject({
      text: expect.stringMatching(/@sign-in\.example #\d{6}$/),
      callbackUrl: expect.stringMatching(/^https:\/\/sign-in\.example\//),
    });
    for (const { headers, text } of [requested, ...read]) {
      expect([JSON.stringify(headers), text].join()).not.toContain("evil.example");
      expect(headers).not.toHaveProperty("location");
    }
  });
}
