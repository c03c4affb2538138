import { expect, it } from "vitest";
import type { ProductionServer } from "../support/production-server.ts";
import type { HttpAnswer } from "../support/raw-http.ts";

const codeOf = ({ json }: HttpAnswer) => json?.error?.data?.authCode ?? json?.code;

/** What paths lead to, and what no spelling of them does. */
export function pathSuite(started: () => ProductionServer): void {
  it.each([
    "/api//auth/sign-out",
    "/API/auth/sign-out",
    "/api/AUTH/sign-out/",
    "/api/auth%2fsign-out",
    "/%61pi/auth/sign-out",
    "//api/auth/sign-out",
    "/api/./auth/sign-out",
    "/trpc/session%2esignOut",
    "/TRPC/%73ession.signOut",
    "/trpc//session.signOut",
    "/trpc/session.signOut,session.signOut",
  ])("by another spelling of a path, %s, gets around nothing", async (path) => {
    const { visitor } = await started().signIn();
    const foreign = await visitor.post(path, {}, { origin: "https://evil.example" });
    const form = await visitor.call("POST", path, { headers: { "content-type": "text/plain" }, body: "{}" });
    expect([400, 403, 404]).toContain(foreign.status);
    expect([400, 404, 415]).toContain(form.status);
    expect((await visitor.get("/api/auth/session")).status).toBe(200);
  });

  it("to an API path that is none is a 404 in JSON, never the page", async () => {
    const visitor = started().newVisitor();
    for (const path of [
      "/api",
      "/api/nothing",
      "/API/auth/nothing",
      "/trpc/nothing",
      "/webhooks/nothing",
      "/dev/inbox?phone=1",
    ]) {
      const answer = await visitor.get(path);
      expect([path, answer.status, codeOf(answer), answer.headers["content-type"]]).toEqual([
        path,
        404,
        "NOT_FOUND",
        expect.stringMatching(/^application\/json/),
      ]);
    }
    for (const path of ["/.env", "/.git/config", "/package.json", "/index.html.map"]) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 404]);
    }
    for (const path of [
      "/../../etc/passwd",
      "/%2e%2e/%2E%2e/etc/passwd",
      "/..\\..\\etc\\passwd",
      "/api/auth/session#",
    ]) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 400]);
    }
  });
}
