import { AuthError } from "@sixdigit/contracts";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { alice, anId, at, auditOf, challengeOf, openIn, signInWith } from "./support/rows.ts";
import { withClient } from "./support/test-postgres.ts";

let databaseUrl = "";
beforeAll(async () => {
  databaseUrl = await newDatabase();
  await (await connectPrismaStore({ databaseUrl, ...patient })).close();
});

/** From now on so many writes to the audit log fail as Postgres makes a loser of a conflict fail. */
function failNext(times: number, code: "40P01" | "40001") {
  return withClient(databaseUrl, (client) =>
    client.query(`
      CREATE SEQUENCE IF NOT EXISTS conflicts;
      ALTER SEQUENCE conflicts RESTART;
      CREATE OR REPLACE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('conflicts') <= ${times} THEN RAISE 'lost' USING ERRCODE = '${code}'; END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER lose BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION lose()`),
  );
}

const tries = () =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query("SELECT last_value::int AS tries FROM conflicts");
    return rows[0].tries;
  });

async function openStore() {
  const store = await connectPrismaStore({ databaseUrl, ...patient });
  onTestFinished(() => store.close());
  return store;
}

describe.each(["40P01", "40001"] as const)("a step that lost a conflict (%s)", (code) => {
  it("is done again three times, and then done", async () => {
    const store = await openStore();
    const challenge = challengeOf(alice);
    await openIn(store, challenge);
    await failNext(3, code);
    const signedIn = await store.completeSignIn(signInWith(challenge));
    expect([signedIn?.user.phone, await tries()]).toEqual([alice, 4]);
  });

  it("is UNAVAILABLE when it loses a fourth time, and nothing of it was done", async () => {
    const store = await openStore();
    const challenge = challengeOf(alice);
    await openIn(store, challenge);
    await failNext(100, code);
    const refused = await store.completeSignIn(signInWith(challenge)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AuthError);
    expect([(refused as AuthError).code, await tries()]).toEqual(["UNAVAILABLE", 4]);
    expect((await store.findChallenge(challenge.id))?.closedAt).toBeNull();
  });

  it("is done again also where it is a transaction of several statements", async () => {
    const store = await openStore();
    await failNext(2, code);
    const audit = auditOf("other-sessions-revoked", { at: at(1) });
    await store.endOtherSessions({ userId: anId(), keepId: anId(), now: at(1), audit });
    expect(await tries()).toBe(3);
  });
});
