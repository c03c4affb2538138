import type { Peers } from "../install-peers.ts";
import { PUBLIC_ORIGIN } from "../person.ts";
import { expectAnswer, type Steps } from "../steps.ts";
import { type ServerProcess, spawnServer } from "./spawn-server.ts";

const READY = /ready (\d+)/;

type Urls = { databaseUrl: string; providerUrl: string };

export function startBetterAuth(peers: Peers, { databaseUrl, providerUrl }: Urls): Promise<ServerProcess> {
  return spawnServer(peers.scriptOf("better-auth"), {
    args: [databaseUrl, providerUrl, PUBLIC_ORIGIN],
    ready: READY,
  });
}

export function startBareHttp(peers: Peers, { databaseUrl, providerUrl }: Urls): Promise<ServerProcess> {
  return spawnServer(peers.scriptOf("bare-http"), { args: [databaseUrl, providerUrl], ready: READY });
}

export function startEmptyProcedure(peers: Peers): Promise<ServerProcess> {
  return spawnServer(peers.scriptOf("empty-procedure"), { ready: READY });
}

export const betterAuthSteps: Steps = {
  async request(person) {
    const answer = await person.post("/api/auth/phone-number/send-otp", { phoneNumber: person.phone });
    expectAnswer(answer, 200, ["message"], "code sent");
  },
  async verify(person, code) {
    const answer = await person.post("/api/auth/phone-number/verify", { phoneNumber: person.phone, code });
    expectAnswer(answer, 200, ["user", "phoneNumber"], person.phone);
  },
  async check(person) {
    expectAnswer(await person.get("/api/auth/get-session"), 200, ["user", "phoneNumber"], person.phone);
  },
  async signOut(person) {
    expectAnswer(await person.post("/api/auth/sign-out", {}), 200, ["success"], true);
  },
  async checkSignedOut(person) {
    expectAnswer(await person.get("/api/auth/get-session"), 200, ["user"]);
  },
};

/** Without cookies' care: who asked keeps the id of the challenge in `ids`. */
export function bareHttpSteps(): Steps {
  const ids = new Map<string, unknown>();
  return {
    async request(person) {
      const { status, body } = await person.post("/request", { phone: person.phone });
      if (status !== 200) throw new Error(`wrong answer: ${status}`);
      ids.set(person.phone, (body as { id: string }).id);
    },
    async verify(person, code) {
      const answer = await person.post("/verify", { id: ids.get(person.phone), phone: person.phone, code });
      expectAnswer(answer, 200, ["user", "phone"], person.phone);
      ids.delete(person.phone);
    },
    async check(person) {
      expectAnswer(await person.get("/check"), 200, ["user", "phone"], person.phone);
    },
    async signOut(person) {
      expectAnswer(await person.post("/sign-out", {}), 200, ["success"], true);
    },
    async checkSignedOut(person) {
      expectAnswer(await person.get("/check"), 200, ["user"], null);
    },
  };
}

const nothing = async () => {};

/** Only checks: there is nothing to sign in to. */
export const emptyProcedureSteps: Steps = {
  request: nothing,
  verify: nothing,
  signOut: nothing,
  checkSignedOut: nothing,
  async check(person) {
    const answer = await person.get("/trpc/session.current");
    expectAnswer(answer, 200, ["result", "data", "user", "phoneNumber"], "+1415•••••32");
  },
};
