import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { expectRefusal } from "./support/refusal.ts";
import { startApp } from "./support/start-app.ts";
import { throughBoth } from "./support/through-both.ts";

/** An app on which opening a challenge hangs until it is let go. */
async function startHanging(changes: { maxInFlight?: number; deadlineMs?: number }) {
  const app = await startApp({ ENABLE_RATE_LIMIT: "false" }, changes);
  onTestFinished(() => app[Symbol.asyncDispose]());
  const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
  const { openChallenge } = app.parts.store;
  let hanging = 0;
  app.parts.store.openChallenge = async (...opened) => {
    hanging += 1;
    await release;
    return openChallenge(...opened);
  };
  const client = httpClient(app.url);
  let numbers = 0;
  const request = () => client.post("/api/auth/otp/request", { phoneNumber: `+1415${200 + numbers++}0100` });
  return { app, client, request, letGo, hanging: () => hanging };
}

describe("more requests than are worked on at once", () => {
  it("are refused at once with 503 and a time to come back, and served when there is room again", async () => {
    const { client, request, letGo, hanging } = await startHanging({ maxInFlight: 5 });
    const first = Array.from({ length: 5 }, request);
    await expect.poll(hanging).toBe(5);
    const refused = await Promise.all(Array.from({ length: 20 }, request));
    for (const answer of refused) {
      expectRefusal(answer, 503, "UNAVAILABLE");
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    expect([(await client.get("/livez")).status, (await client.get("/readyz")).status]).toEqual([200, 200]);
    letGo();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect((await request()).status).toBe(200);
  });

  it.each([
    ["/api/auth/otp/request", ""],
    ["/trpc/auth.requestOtp", ""],
    ["/webhooks/sms/twilio", "X-Twilio-Signature: anybody's\r\n"],
  ])("are none while their bodies have not come, at %s", async (path, more) => {
    await using app = await startApp({ ...throughBoth({}), ENABLE_RATE_LIMIT: "false" }, { maxInFlight: 1 });
    let begun = 0;
    app.server.on("request", () => {
      begun += 1;
    });
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\n${more}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{`;
    const slow = Array.from({ length: 5 }, () => connect(Number(new URL(app.url).port), "127.0.0.1"));
    for (const socket of slow) socket.write(head);
    await expect.poll(() => begun).toBe(5);
    expect((await httpClient(app.url).get("/api/auth/session")).status).toBe(401);
    for (const socket of slow) socket.destroy();
  });

  it("leave their place also when they break off", async () => {
    const { app, request, letGo, hanging } = await startHanging({ maxInFlight: 1 });
    const broken = new AbortController();
    const body = JSON.stringify({ phoneNumber: "+14155550132" });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body };
    const call = fetch(`${app.url}/api/auth/otp/request`, { ...init, signal: broken.signal });
    await expect.poll(hanging).toBe(1);
    broken.abort();
    await expect(call).rejects.toThrow();
    letGo();
    await expect.poll(async () => (await request()).status).toBe(200);
  });
});

describe("a request whose answer does not come", () => {
  it.each(["/api/auth/otp/request", "/trpc/auth.requestOtp"])(
    "ends in time with 503 on %s, and what comes later goes nowhere",
    async (path) => {
      const { client, app, letGo } = await startHanging({ deadlineMs: 300 });
      const answer = await client.post(path, { phoneNumber: "+14155550132" });
      expectRefusal(answer, 503, "UNAVAILABLE");
      expect(answer.headers.get("retry-after")).toBe("5");
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      letGo();
      await expect.poll(() => app.parts.inbox?.for("+14155550132" as never).length).toBe(1);
      expect((await client.get("/livez")).status).toBe(200);
    },
  );
});
