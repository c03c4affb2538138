import { connect } from "node:net";
import { expect, it } from "vitest";
import { type ProductionServer, SECRETS } from "../support/production-server.ts";
import type { HttpAnswer } from "../support/raw-http.ts";

type Line = Record<string, string | number>;

/** What the log holds of all that the other suites have done, and what it must not. The last of the suites. */
export function logSuite(started: () => ProductionServer): void {
  /** The lines of these requests, once all are there; more than one for a request would be found too. */
  const linesOf = async (requestIds: unknown[]): Promise<Line[]> => {
    const wanted = new Set(requestIds.map(String));
    const found = () => {
      const whole = started()
        .output.out.split("\n")
        .slice(0, -1)
        .filter((line) => line.startsWith("{"));
      return whole
        .map((line): Line => JSON.parse(line))
        .filter(({ requestId }) => wanted.has(String(requestId)));
    };
    await expect.poll(() => found().length).toBeGreaterThanOrEqual(wanted.size);
    return found();
  };
  const idOf = ({ headers }: HttpAnswer) => headers["x-request-id"];

  it("has one line for each request, with when, what, how it ended, and from which network, never which address", async () => {
    const visitor = started().newVisitor();
    const { headers } = await visitor.get("/api/auth/session?phone=%2B12125550100", {
      "user-agent": `curl/8 ${"x".repeat(2_000)}`,
    });
    expect(await linesOf([headers["x-request-id"]])).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        event: "request",
        method: "GET",
        route: "/api/auth/session",
        status: 401,
        outcome: "UNAUTHENTICATED",
        ms: expect.any(Number),
        requestId: headers["x-request-id"],
        network: expect.stringMatching(/^198\.18\.\d+\.0\/24$/),
        userAgent: `curl/8 ${"x".repeat(2_000)}`.slice(0, 256),
      },
    ]);
  });

  it("knows the address that the one proxy saw, whatever else X-Forwarded-For and its like say", async () => {
    const visitor = started().newVisitor();
    const ids: unknown[] = [];
    const spoofs = Array.from({ length: 50 }, (_, index) => `203.0.113.${index}, `);
    spoofs.push("garbage, ", "127.0.0.1, ::1, ", "2001:db8::1,", `${"1.1.1.1, ".repeat(500)}`);
    const others = {
      "x-real-ip": "9.9.9.9",
      "cf-connecting-ip": "9.9.9.9",
      "true-client-ip": "9.9.9.9",
      forwarded: "for=9.9.9.9",
    };
    for (const spoof of spoofs) {
      const headers = { ...others, "x-forwarded-for": `${spoof}198.51.100.7` };
      ids.push(idOf(await visitor.get("/api/auth/session", headers)));
    }
    for (const nonsense of ["garbage", "", "1.2.3", "<script>", "198.51.100.8:80"]) {
      const headers = { ...others, "x-forwarded-for": `198.51.100.9, ${nonsense}` };
      ids.push(idOf(await visitor.get("/api/auth/session", headers)));
    }
    const networks = (await linesOf(ids)).map(({ network }) => network);
    expect(networks).toEqual([
      ...spoofs.map(() => "198.51.100.0/24"),
      ...Array.from({ length: 5 }, () => "127.0.0.0/24"),
    ]);
  });

  it("cannot be made to hold a line that nobody wrote, nor to colour or turn one around", async () => {
    const forged = '{"level":"fatal","event":"forged"}';
    const { url, newVisitor, output } = started();
    const agents = [
      `x\\r\\n${forged}`,
      `x\u009b31m${forged}`,
      `\u00e2\u0080\u00ae${forged}`,
      "\u00ff\u0085\u00a0",
      '"}}\\u000a"',
    ];
    const heads = [
      ...agents.map((agent) => `GET /api/nothing HTTP/1.1\r\nUser-Agent: ${agent}`),
      `GET /api/%0a${encodeURIComponent(forged)} HTTP/1.1\r\nX-Forwarded-For: ${forged}`,
    ];
    const answers = await Promise.all(heads.map((head) => sendRaw(url, head)));
    const ids: unknown[] = answers.map((answer) => /x-request-id: (\S+)/i.exec(answer)?.[1]);
    // To Node that is no request at all.
    expect(await sendRaw(url, `GET / HTTP/1.1\r\nUser-Agent: \u001b[31m\u0007${forged}`)).toMatch(
      /^HTTP\/1.1 400 /,
    );
    for (const phoneNumber of [`+12125550100\n${forged}`, `\u202e${forged}`, `+1\u2028${forged}`]) {
      const body = { phoneNumber, locale: `en\n${forged}` };
      ids.push(idOf(await newVisitor().post("/api/auth/otp/request", body)));
    }
    const lines = await linesOf(ids);
    expect(lines.map(({ event }) => event)).toEqual(ids.map(() => "request"));
    // What a terminal obeys, and what has no shape of its own.
    expect(output.out.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu)).toBeNull();
    const lineStarts = output.out
      .split("\n")
      .slice(1, -1)
      .map((line) => line.slice(0, 10));
    expect(new Set(lineStarts)).toEqual(new Set(['{"level":"']));
  });

  it("names what was called by a few names only, whatever was called", async () => {
    const visitor = started().newVisitor();
    const ids: unknown[] = [];
    for (let index = 0; index < 30; index++) {
      ids.push(idOf(await visitor.get(`/api/auth/sessions/${index}`)));
      ids.push(idOf(await visitor.get(`/made-up/${index}`)));
      ids.push(idOf(await visitor.get(`/webhooks/sms/msg91/secret-${index}`)));
    }
    const routes = (await linesOf(ids)).map(({ route }) => route);
    expect(new Set(routes)).toEqual(new Set(["/api/auth/sessions/{id}", "/*", "/webhooks/sms/msg91/*"]));
  });

  it("holds no code, cookie, token, number or secret of all that was done here, and no answer holds a code", async () => {
    const { signIn, seen, output, sms } = started();
    // Each path once more, with what must not be known in every place that takes a text.
    const { visitor, phone, token } = await signIn({ session: "token" });
    const cookie = (await signIn()).visitor.cookies.get("__Host-session") ?? "";
    for (const secret of [phone, token, cookie]) {
      const headers = {
        authorization: `Bearer ${secret}`,
        "user-agent": "canary",
        "x-canary": secret,
        "accept-language": secret,
      };
      await visitor.get(`/api/auth/session?token=${encodeURIComponent(secret)}`, headers);
      await visitor.get(`/trpc/session.current?input=${encodeURIComponent(JSON.stringify(secret))}`, headers);
      await visitor.get(`/api/auth/sessions/${encodeURIComponent(secret)}`, headers);
      await visitor.post(`/trpc/${encodeURIComponent(secret)}`, { [secret]: secret }, headers);
      await visitor.post(
        "/api/auth/otp/verify",
        { phoneNumber: secret, otp: secret, challengeId: secret },
        headers,
      );
      await visitor.post("/webhooks/sms/twilio", secret, { ...headers, "x-twilio-signature": secret });
    }
    await linesOf([idOf(await visitor.get("/api/auth/session"))]);
    const printed = output.out + output.err;
    const codes = sms.map(({ text }) => /#(\d+)$/.exec(text ?? "")?.[1] ?? "none");
    const hidden = [...seen.secrets, ...codes, ...Object.values(SECRETS)];
    expect(hidden.length).toBeGreaterThan(10);
    expect(hidden.filter((secret) => holds(printed, secret))).toEqual([]);
    expect(printed.match(/\+1\d{10}/g)).toBeNull();
    const answered = seen.answers.join("\n");
    expect([...codes, ...Object.values(SECRETS)].filter((secret) => holds(answered, secret))).toEqual([]);
  });
}

/** As a word of its own: six digits stand within many an id. */
function holds(text: string, secret: string): boolean {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w.-])${literal}(?![\\w-])`).test(text);
}

/** Bytes that no client library would send. @returns the answer */
function sendRaw(url: string, head: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let answer = "";
  socket.on("error", () => {});
  socket.setEncoding("latin1").on("data", (text) => {
    answer += text;
  });
  socket.write(Buffer.from(`${head}\r\nHost: x\r\nConnection: close\r\n\r\n`, "latin1"));
  return new Promise((resolve) => socket.on("close", () => resolve(answer)));
}
