import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "@sixdigit/db/test-postgres";
import { describe, expect, it } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newNumber, rounds } from "./people.ts";
import type { ControlledServer } from "./start-controlled.ts";
import { twoServers } from "./two-servers.ts";

const SECOND = 1_000;

const two = twoServers();

/** Signs in, and looks at both processes so that both remember. */
async function signIn() {
  const [one, other] = two.servers;
  const phoneNumber = newNumber();
  const { challengeId, otp } = await clientOf(one.url).request({ phoneNumber });
  const { token } = await clientOf(one.url).verify({ phoneNumber, challengeId, otp, session: "token" });
  const headers = { authorization: `Bearer ${token}` };
  const look = async ({ url }: ControlledServer) =>
    (await httpClient(url).get("/api/auth/session", headers)).status;
  expect([await look(one), await look(other), await look(one), await look(other)]).toEqual([
    200, 200, 200, 200,
  ]);
  return {
    phoneNumber,
    lookHere: () => look(one),
    lookElsewhere: () => look(other),
    signOut: () => httpClient(one.url).post("/api/auth/sign-out", {}, headers),
  };
}

const statement = (text: string, phone: string) =>
  withClient(two.postgres.url, (client) => client.query(text, text.includes("$1") ? [phone] : []));

describe("a session that is remembered by two processes", () => {
  it("is refused after its sign-out by the same process at once, and by the other a second later", async () => {
    const outcomes = await rounds(20, async () => {
      const person = await signIn();
      const { status } = await person.signOut();
      const here = await person.lookHere();
      await sleep(SECOND);
      return [status, here, await person.lookElsewhere()];
    });
    expect(outcomes).toEqual(Array.from({ length: 20 }, () => [200, 401, 401]));
  }, 120_000);

  it("is refused so when another session of its user ends it", async () => {
    const person = await signIn();
    const { challengeId, otp } = await clientOf(two.servers[1].url).request({
      phoneNumber: person.phoneNumber,
    });
    const { token } = await clientOf(two.servers[1].url).verify({
      phoneNumber: person.phoneNumber,
      challengeId,
      otp,
      session: "token",
    });
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await httpClient(two.servers[1].url).post(
      "/api/auth/sessions/revoke-others",
      {},
      headers,
    );
    expect([body.revoked, await person.lookElsewhere()]).toEqual([1, 401]);
    await sleep(SECOND);
    expect(await person.lookHere()).toBe(401);
  }, 180_000);

  it.each([
    [
      "ended by hand",
      "UPDATE sessions SET ended_at = now() FROM users WHERE users.id = user_id AND phone = $1",
    ],
    ["deleted with its user", "DELETE FROM users WHERE phone = $1"],
    ["truncated with all others", "TRUNCATE sessions"],
    ["truncated with all users", "TRUNCATE users CASCADE"],
  ])(
    "is refused by both a second after it was %s in the database",
    async (_how, text) => {
      const person = await signIn();
      await statement(text, person.phoneNumber);
      await sleep(SECOND);
      expect([await person.lookHere(), await person.lookElsewhere()]).toEqual([401, 401]);
    },
    60_000,
  );

  it("is believed no more where the news of revocations has broken off", async () => {
    const person = await signIn();
    await statement(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sixdigit-revocations' AND $1 <> ''",
      "all",
    );
    await statement(
      "UPDATE sessions SET ended_at = now() FROM users WHERE users.id = user_id AND phone = $1",
      person.phoneNumber,
    );
    await sleep(SECOND);
    expect([await person.lookHere(), await person.lookElsewhere()]).toEqual([401, 401]);
    const another = await signIn();
    expect([await another.lookHere(), await another.lookElsewhere()]).toEqual([200, 200]);
  }, 180_000);
});
