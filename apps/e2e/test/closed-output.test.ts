import { expect, it } from "vitest";
import { startServer } from "./support/server-process.ts";

it("whose output nobody takes any more, the server goes on, and people sign in", async () => {
  await using server = await startServer({ LOG_LEVEL: "debug" });
  server.child.stdout.destroy();
  server.child.stderr.destroy();
  const post = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    return response.json();
  };
  for (const phoneNumber of ["+14155550132", "+14155550133", "+14155550134"]) {
    const { otp, challengeId } = await post("/api/auth/otp/request", { phoneNumber });
    expect(await post("/api/auth/otp/verify", { phoneNumber, otp, challengeId })).toMatchObject({
      success: true,
    });
  }
  expect(server.child.exitCode).toBeNull();
});
