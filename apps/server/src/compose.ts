import { randomBytes } from "node:crypto";
import {
  type Auth,
  type AuthDeps,
  type AuthStore,
  type Clock,
  type CodeSender,
  createAuditor,
  createAuth,
  createKeyring,
  createPhoneHash,
  defaultPolicy,
} from "@sixdigit/auth";
import type { Counters } from "@sixdigit/rate-limit";
import { createConsoleSender, createInbox, type Inbox, type SendReport } from "@sixdigit/sms";
import type { DestinationStream, Logger } from "pino";
import { v7 as newId } from "uuid";
import type { Config } from "./config.ts";
import { createCookies } from "./http/cookies.ts";
import { limitsFor } from "./limits-for.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { createProviderSender } from "./provider-sender.ts";
import { readUserAgent } from "./read-user-agent.ts";
import { secretsOf } from "./secrets.ts";
import { openStorage } from "./storage.ts";
import { createReceiptTaker } from "./take-receipts.ts";
import { type Tracing, traceMethods } from "./tracing/tracing.ts";

type Given = {
  print: (line: string) => void;
  /** Called with a line when the server cannot go on. */
  fail?: (line: string) => void;
  /** Where log lines go. */
  logOutput: DestinationStream;
  /** For tests: another time, or a store that does something else between its steps. */
  clock?: Clock;
  wrapStore?: (store: AuthStore) => AuthStore;
  /** Told of each message that was given to providers. */
  onSent?: (report: SendReport) => void;
};

/**
 * The one place where implementations are chosen, with `storage.ts` for what keeps things.
 *
 * @throws StartError when what the settings ask for is not there
 */
export async function compose(
  config: Config,
  { print, fail = () => {}, logOutput, clock: givenClock, wrapStore = (s) => s, onSent }: Given,
) {
  const tracing = await openTracing(config.tracing);
  const storage = await openStorage(config, fail, tracing);
  const { store: opened, deliveries, close } = storage;
  const clock = givenClock ?? storage.clock;
  const metrics = createMetrics({ prices: config.smsPrices, dailyCap: config.dailyCap });
  const store = metrics.countReuse(wrapStore(opened));
  metrics.readHealthFrom(storage.health);
  const log = createLog(config.logLevel, logOutput);
  const secrets = secretsOf(config);
  const hashPhone = createPhoneHash(secrets.otp[0]);
  const message = { serviceName: config.serviceName, host: new URL(config.publicOrigin).hostname };
  const audit = createAuditor({
    store,
    clock,
    newId,
    hashPhone,
    readUserAgent,
    onFailure: (err) => log.error({ err }, "audit event not recorded"),
  });
  const counters = tracedCounters(storage.counters, tracing);
  const limits = limitsFor(config, { counters, clock, secrets: secrets.otp, log, metrics, audit });
  const { codeLength, codeTtl, maxAttempts, allowedCountries, testPhones } = config;
  const { sessionTtl, sessionIdle, maxSessions, accountDormancy } = config;
  const sending: Sending = config.sms
    ? providerSending({
        sms: config.sms,
        deadlineMs: config.smsDeadlineMs,
        publicOrigin: config.publicOrigin,
        message,
        deliveries,
        hashPhone,
        clock,
        newId,
        log,
        metrics,
        tracing,
        onSent,
      })
    : consoleSending({ settings: message, clock, newId, print });
  const deps: AuthDeps = {
    store,
    limits,
    sender: sending.sender,
    clock,
    randomBytes,
    newId,
    codeKeys: createKeyring(secrets.otp),
    sessionKeys: createKeyring(secrets.session),
    audit,
    policy: {
      ...defaultPolicy,
      ...{ codeLength, codeTtl, maxAttempts, allowedCountries, testPhones },
      ...{ sessionTtl, sessionIdle, maxSessions, accountDormancy },
    },
    revealCode: sending.inbox !== undefined && !config.isProduction,
  };
  warnAtStart(config, log);
  return {
    auth: metrics.countAuth(tracedAuth(createAuth(deps), tracing)),
    sender: sending.sender,
    store,
    deliveries,
    async close() {
      await sending.stop();
      await Promise.all([close(), tracing?.close()]);
    },
    receipts: config.sms && {
      publicOrigin: config.publicOrigin,
      twilioAuthToken: config.sms.receiptKeys.twilio,
      msg91Secret: config.sms.receiptKeys.msg91,
      take: createReceiptTaker({ deliveries, clock, onMove: metrics.countDelivery }),
    },
    /** In development, with the console sender. */
    inbox: sending.inbox,
    clock,
    /** Whether what it depends on answers and takes writes. */
    isReady: () => storage.health().database?.isWritable ?? true,
    maxInFlight: config.maxInFlight,
    publicOrigin: config.publicOrigin,
    allowedOrigins: config.allowedOrigins,
    proxyHops: config.proxyHops,
    newRequestId: newId,
    log,
    metrics,
    tracing,
    /** In development the console is for the messages. */
    requestLevel: config.isProduction ? ("info" as const) : ("debug" as const),
    cookies: createCookies({
      secrets: secrets.session,
      secure: new URL(config.publicOrigin).protocol === "https:",
      sessionTtl,
      challengeTtl: defaultPolicy.challengeLife,
    }),
  };
}

/** What traces with is loaded only where traces are asked for. */
async function openTracing(settings: Config["tracing"]): Promise<Tracing | undefined> {
  return settings && (await import("./tracing/open-telemetry.ts")).openTracing(settings, Math.random);
}

function tracedAuth(auth: Auth, tracing: Tracing | undefined): Auth {
  return tracing ? traceMethods(tracing, auth, (name) => ({ name: `auth.${name}` })) : auth;
}

/** A step of the counters is one call of Postgres or Redis. */
function tracedCounters(counters: Counters, tracing: Tracing | undefined): Counters {
  return tracing
    ? traceMethods(tracing, counters, () => ({ name: "limits.apply", asks: true }), ["close"])
    : counters;
}

/** What works, and is worth knowing. */
function warnAtStart({ testPhones, languagesInEnglish, isProduction, sms }: Config, log: Logger): void {
  if (sms && languagesInEnglish.length > 0) {
    log.warn(
      { languages: languagesInEnglish },
      "the host is too long for messages in these languages: English is sent",
    );
  }
  if (isProduction && testPhones.codes.size > 0) {
    log.warn(
      { count: testPhones.codes.size, until: testPhones.until },
      "test numbers sign in with fixed codes",
    );
  }
}

type Sending = { sender: CodeSender; inbox: Inbox | undefined; stop(): Promise<void> };

/** For development. Production's settings never lead here. */
function consoleSending(deps: Omit<Parameters<typeof createConsoleSender>[0], "inbox">): Sending {
  const inbox = createInbox();
  return { sender: createConsoleSender({ ...deps, inbox }), inbox, stop: async () => {} };
}

function providerSending(deps: Parameters<typeof createProviderSender>[0]): Sending {
  return { ...createProviderSender(deps), inbox: undefined };
}
