import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { ProductionServer } from "../support/production-server.ts";
import type { HttpAnswer } from "../support/raw-http.ts";

const HEADERS = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": expect.stringContaining("otp-credentials=(self)"),
};
const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** What every answer has, and what none of them tells. */
export function answerSuite(started: () => ProductionServer): void {
  it("have the headers of a strict page, whatever they are", async () => {
    const visitor = started().newVisitor();
    const page = await visitor.get("/");
    const asset = /(?:src|href)="(\/assets\/[^"]+)"/.exec(page.text)?.[1] ?? "no asset";
    const phoneNumber = started().newPhone();
    const large = { headers: { "content-type": "application/json" }, body: "a".repeat(20_000) };
    const answers: [number, HttpAnswer][] = [
      [200, page],
      [200, await visitor.get(asset)],
      [200, await visitor.get("/api/docs")],
      [200, await visitor.get("/api/openapi.json")],
      [200, await visitor.get("/livez")],
      [401, await visitor.get("/api/auth/session")],
      [401, await visitor.get("/trpc/session.current")],
      [404, await visitor.get("/api/nothing")],
      [404, await visitor.get("/nothing.txt")],
      [405, await visitor.call("PUT", "/trpc/session.signOut")],
      [413, await visitor.call("POST", "/api/auth/otp/request", large)],
      [200, await visitor.post("/api/auth/otp/request", { phoneNumber })],
      [429, await visitor.post("/api/auth/otp/request", { phoneNumber })],
      [500, await failing(started(), "/api/auth/sessions")],
      [500, await failing(started(), "/trpc/session.list")],
    ];
    for (const [status, answer] of answers) {
      expect([answer.status, answer.headers]).toEqual([status, expect.objectContaining(HEADERS)]);
      for (const directive of CSP) expect(answer.headers["content-security-policy"]).toContain(directive);
      expect(answer.headers["content-security-policy"]).not.toMatch(/unsafe|\*|http/);
      expect(answer.headers).not.toHaveProperty("x-powered-by");
      expect(answer.headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
      expect(answer.headers["content-type"]).toMatch(/^application\/json$|charset=utf-8$/);
    }
    // Nothing in the page runs by itself (a block of data does not), and one style sheet is let through, by its hash.
    expect(page.text).not.toMatch(/<script(?![^>]*(?:src=|type="application\/json"))| style=| on\w+=/);
    const [style, ...others] = [...page.text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
      ([, each = ""]) => each,
    );
    const hash = createHash("sha256")
      .update(style ?? "")
      .digest("base64");
    expect(page.headers["content-security-policy"]).toContain(`;style-src 'sha256-${hash}';`);
    expect([others, page.text.match(/<style|<link[^>]*stylesheet/g)]).toEqual([[], ["<style"]]);
  });

  it("tell of what went wrong inside only that it did, and by which id to ask for it", async () => {
    for (const path of ["/api/auth/sessions", "/trpc/session.list"]) {
      const { status, headers, json } = await failing(started(), path);
      const { message, requestId, code, ...rest } = json.error?.data ?? json;
      expect([status, requestId]).toEqual([500, headers["x-request-id"]]);
      expect([json.error?.data.authCode ?? code, message]).toEqual([
        "INTERNAL",
        expect.stringMatching(/request id/),
      ]);
      expect(Object.keys(rest)).toEqual(json.error ? ["httpStatus", "authCode", "success"] : ["success"]);
      await expect.poll(() => started().output.out).toContain(`"requestId":"${requestId}"`);
    }
  });

  it("about signing in are kept by nobody, and who asks for the page is asked again each time", async () => {
    const { visitor } = await started().signIn();
    const answers = [
      await visitor.get("/api/auth/session"),
      await visitor.get("/trpc/session.current"),
      await visitor.get("/api/auth/sessions"),
      await visitor.post("/api/auth/sign-out"),
      await visitor.get("/api/auth/session"),
    ];
    expect(answers.map(({ headers }) => headers["cache-control"])).toEqual(answers.map(() => "no-store"));
    expect((await visitor.get("/account")).headers["cache-control"]).toBe("private, no-cache");
  });

  it("are the same for a number with an account and for one without, refusals included", async () => {
    const { signIn, newPhone, newVisitor } = started();
    const { phone: known } = await signIn();
    const journey = async (phoneNumber: string) => {
      const visitor = newVisitor();
      const post = (path: string, body: object = {}) => visitor.post(path, { phoneNumber, ...body });
      const stranger = (otp: string) => newVisitor().post("/api/auth/otp/verify", { phoneNumber, otp });
      const answers = [
        await stranger("000000"),
        await post("/api/auth/otp/request"),
        await post("/api/auth/otp/resend"),
        await post("/trpc/auth.resendOtp"),
        await post("/api/auth/otp/verify", { otp: "000000" }),
        await post("/trpc/auth.verifyOtp", { otp: "000000" }),
        await post("/api/auth/otp/verify", { otp: "nonsense" }),
        await newVisitor().post("/api/auth/otp/resend", { phoneNumber, challengeId: "x".repeat(22) }),
        await newVisitor().post("/trpc/auth.requestOtp", { phoneNumber }),
        ...(await inTurn(5, () => stranger("000000"))),
        ...(await inTurn(3, () => newVisitor().post("/api/auth/otp/request", { phoneNumber }))),
      ];
      return answers.map(masked);
    };
    // One sign-in has been counted for the known number, and one is left out here.
    const unknown = newPhone();
    await newVisitor().post("/api/auth/otp/request", { phoneNumber: unknown });
    const [one, other] = [await journey(known), await journey(unknown)];
    expect(one).toEqual(other);
    expect(new Set(one.map(({ status }) => status))).toEqual(new Set([200, 400, 401, 429]));
  });
}

async function inTurn(count: number, call: () => Promise<HttpAnswer>): Promise<HttpAnswer[]> {
  const answers: HttpAnswer[] = [];
  for (let index = 0; index < count; index++) answers.push(await call());
  return answers;
}

/** A call that reads the sessions' table, and meets none. */
async function failing({ sql, signIn }: ProductionServer, path: string): Promise<HttpAnswer> {
  const { visitor } = await signIn();
  await sql("ALTER TABLE sessions RENAME TO canary_of_the_database");
  try {
    return await visitor.get(path);
  } finally {
    await sql("ALTER TABLE canary_of_the_database RENAME TO sessions");
  }
}

/** All of an answer but what is random or a time; seconds to wait may have gone on by a few. */
function masked({ status, headers, text }: HttpAnswer) {
  const { date: _date, "set-cookie": cookies = [], ...others } = headers;
  const hide = (value: string) =>
    value
      .replace(/[\da-f]{8}-[\da-f-]{27}/g, "[id]")
      .replace(/"challengeId":"[\w-]{22}"/, '"challengeId":"[id]"')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "[time]")
      .replace(/"retryAfterSeconds":\d+/, '"retryAfterSeconds":[seconds]')
      .replace(/Fe26\.2\*[^;]+/, (seal) => `[seal of ${seal.length}]`);
  return {
    status,
    headers: hide(
      JSON.stringify({
        ...others,
        ...(others["retry-after"] && { "retry-after": "[seconds]", "content-length": "" }),
      }),
    ),
    cookies: cookies.map(hide),
    text: hide(text),
  };
}
