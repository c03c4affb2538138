import { randomBytes } from "node:crypto";
import { type AuthDeps, createAuth, createKeyring, defaultPolicy } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { createLimits, limitRules, memoryCounter } from "@sixdigit/rate-limit";
import { createConsoleSender, createInbox } from "@sixdigit/sms";
import pino from "pino";
import { v7 as newId } from "uuid";
import type { Config } from "./config.ts";
import { createCookies } from "./http/cookies.ts";

export type Composition = ReturnType<typeof compose>;

/** The one place where implementations are chosen. */
export function compose(config: Config, print: (line: string) => void) {
  const clock = () => new Date();
  const store = createMemoryStore();
  const inbox = createInbox();
  const settings = { serviceName: config.serviceName, host: new URL(config.publicOrigin).hostname };
  const rules = limitRules.filter((rule) => config.limitsEnabled || !rule.liftable);
  const { codeLength, codeTtl, maxAttempts, sessionTtl, sessionIdle } = config;
  const deps: AuthDeps = {
    store,
    limits: createLimits(rules, memoryCounter),
    sender: createConsoleSender({ settings, inbox, clock, newId, print }),
    clock,
    randomBytes,
    newId,
    codeKeys: createKeyring(config.otpSecrets ?? [throwAwaySecret()]),
    policy: { ...defaultPolicy, codeLength, codeTtl, maxAttempts, sessionTtl, sessionIdle },
    revealCode: !config.isProduction,
  };
  return {
    auth: createAuth(deps),
    store,
    inbox,
    clock,
    newRequestId: newId,
    log: pino({ level: config.logLevel, base: null }),
    cookies: createCookies({
      secrets: config.sessionSecrets ?? [throwAwaySecret()],
      secure: new URL(config.publicOrigin).protocol === "https:",
      sessionTtl,
      challengeTtl: defaultPolicy.challengeLife,
    }),
  };
}

/** For development: everything that it protects dies with the process as well. */
function throwAwaySecret(): string {
  return randomBytes(32).toString("base64url");
}
