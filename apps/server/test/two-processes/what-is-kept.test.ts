import { dumpDatabase, startTestPostgres } from "@sixdigit/db/test-postgres";
import { expect, it } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newNumber } from "./people.ts";
import { startControlled } from "./start-controlled.ts";

it("a dump of the database after sign-ins holds no code, no session secret and no cookie value", async () => {
  const postgres = await startTestPostgres();
  const server = await startControlled(postgres.url);
  const phoneNumber = newNumber();
  const browser = httpClient(server.url);
  const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
  const challengeCookie = browser.cookies.get("challenge");
  await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
  const client = clientOf(server.url);
  const { otp: next, challengeId } = await client.request({ phoneNumber });
  const { token } = await client.verify({ phoneNumber, otp: next, challengeId, session: "token" });
  await server.stop();
  const dump = await dumpDatabase(postgres.url);
  await postgres.stop();

  expect(dump).toContain(phoneNumber);
  for (const code of [otp, next]) expect(dump).not.toMatch(new RegExp(`(?<![\\w-])${code}(?![\\w-])`));
  const [sessionId, secret] = String(token).split(".");
  expect(dump).toContain(sessionId);
  for (const value of [secret, token, challengeCookie, browser.cookies.get("session")]) {
    expect(value).toMatch(/.{40}/);
    expect(dump).not.toContain(value);
  }
});
