import { expect, test } from "vitest";
import type { SignInClient } from "../src/client.ts";
import { createSessionStore } from "../src/session/session-store.ts";

function signedIn() {
  const answers = { current: true, signOut: true };
  const calls: string[] = [];
  const ask = async (name: keyof typeof answers) => {
    calls.push(name);
    if (!answers[name]) throw Object.assign(new Error(), { data: { authCode: "UNAUTHENTICATED" } });
    return { user: {}, session: {} };
  };
  const client = {
    session: { current: { query: () => ask("current") }, signOut: { mutate: () => ask("signOut") } },
  } as unknown as SignInClient;
  const session = createSessionStore(client, true);
  return { session, answers, calls };
}

test("signing out asks the server, and did not end by itself", async () => {
  const { session, calls } = signedIn();
  await session.started();
  await session.signOut();
  expect(session.get()).toEqual({ status: "signed-out", ended: false });
  expect(calls).toEqual(["current", "signOut"]);
});

test("a sign-out by a call of the app's own is only told", async () => {
  const { session, calls } = signedIn();
  await session.started();
  session.signedOut();
  expect(session.get()).toEqual({ status: "signed-out", ended: false });
  expect(calls).toEqual(["current"]);
});

test("who could not be signed out stays signed in", async () => {
  const { session, answers } = signedIn();
  await session.started();
  answers.signOut = false;
  await expect(session.signOut()).rejects.toThrow();
  expect(session.get().status).toBe("signed-in");
});

test("a session that an answer knows no more ended by itself", async () => {
  const { session } = signedIn();
  await session.started();
  session.over();
  expect(session.get()).toEqual({ status: "signed-out", ended: true });
});
