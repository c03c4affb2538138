import { randomBytes } from "node:crypto";
import { createAuditor, createAuth, createKeyring, createPhoneHash, defaultPolicy } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { createLimits, createProofs, limitTables, memoryCounters } from "@sixdigit/rate-limit";
import pino from "pino";
import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { readUserAgent } from "../src/read-user-agent.ts";
import { type Answer, httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const phoneNumber = "+14155550132";

/** The server as outside development: the code goes to the sender and to nobody else. */
function productionLike() {
  const store = createMemoryStore();
  const codes: string[] = [];
  const logged: string[] = [];
  let failing = false;
  const auth = createAuth({
    store: {
      ...store,
      async completeSignIn(signIn) {
        if (failing) throw new Error(`constraint failed for ${signIn.challenge.id}`);
        return store.completeSignIn(signIn);
      },
    },
    limits: createLimits({
      tables: limitTables,
      counters: memoryCounters(),
      clock: () => new Date(),
      proofs: createProofs(["a secret of the tests that is 32 long"]),
      proofPolicy: "suspicious",
    }),
    sender: {
      async sendCode({ code }) {
        codes.push(code);
        return "accepted";
      },
    },
    clock: () => new Date(),
    randomBytes,
    newId: v7,
    codeKeys: createKeyring(["a secret of the tests that is 32 long"]),
    sessionKeys: createKeyring(["another secret of the tests, 32 long"]),
    audit: createAuditor({
      store,
      clock: () => new Date(),
      newId: v7,
      hashPhone: createPhoneHash("a third secret of the tests"),
      readUserAgent,
      onFailure: (error) => logged.push(String(error)),
    }),
    policy: { ...defaultPolicy, resendCooldowns: [0] },
    revealCode: false,
  });
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const fail = (on: boolean) => {
    failing = on;
  };
  return { auth, log, codes, logged, fail };
}

describe("the code outside development", () => {
  it("is in no answer, no header and no log line, whatever happens", async () => {
    const { auth, log, codes, logged, fail } = productionLike();
    await using app = await startApp({}, { auth, log, inbox: undefined });
    const browser = httpClient(app.url);
    const answers: Answer[] = [];
    const call = async (path: string, body: object) => {
      answers.push(await browser.post(path, { phoneNumber, ...body }));
    };
    await call("/api/auth/otp/request", {});
    await call("/trpc/auth.resendOtp", {});
    await call("/api/auth/otp/verify", { otp: "000000" });
    fail(true);
    await call("/trpc/auth.verifyOtp", { otp: codes.at(-1) });
    await call("/api/auth/otp/verify", { otp: codes.at(-1) });
    fail(false);
    await call("/api/auth/otp/verify", { otp: codes.at(-1) });

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 500, 500, 200]);
    expect(codes).toHaveLength(2);
    expect(logged.filter((line) => line.includes("request failed"))).toHaveLength(2);
    const told = [
      ...answers.flatMap(({ body, headers }) => [JSON.stringify(body), JSON.stringify([...headers])]),
      ...logged,
      ...app.printed,
    ].join("\n");
    for (const code of new Set(codes)) expect(told).not.toContain(`"${code}"`);
    for (const code of new Set(codes))
      expect(told.match(new RegExp(`(?<!\\d)${code}(?!\\d)`, "g"))).toBeNull();
  });
});
