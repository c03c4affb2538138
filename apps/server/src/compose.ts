import { randomBytes } from "node:crypto";
import {
  type AuthDeps,
  type AuthStore,
  type Clock,
  type CodeSender,
  createAuth,
  createKeyring,
  type DeliveryStore,
  defaultPolicy,
} from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { type Counters, memoryCounters } from "@sixdigit/rate-limit";
import { createConsoleSender, createInbox, type Inbox, type SendReport } from "@sixdigit/sms";
import type { DestinationStream, Logger } from "pino";
import { v7 as newId } from "uuid";
import type { Config } from "./config.ts";
import { developmentSecrets } from "./development-secrets.ts";
import { createCookies } from "./http/cookies.ts";
import { limitsFor } from "./limits-for.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { createProviderSender } from "./provider-sender.ts";
import { createReceiptTaker } from "./take-receipts.ts";

export type Composition = Awaited<ReturnType<typeof compose>>;

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

/** Where an embedded Postgres keeps its data, and development its secrets: in the working directory. */
const DATA_FOLDER = ".data";

/**
 * The one place where implementations are chosen.
 *
 * @throws StartError when what the settings ask for is not there
 */
export async function compose(
  config: Config,
  { print, fail = () => {}, logOutput, clock = () => new Date(), wrapStore = (s) => s, onSent }: Given,
) {
  const { store: opened, deliveries, counters, close } = await openStorage(config, fail);
  const store = wrapStore(opened);
  const metrics = createMetrics();
  const log = createLog(config.logLevel, logOutput);
  const secrets = secretsOf(config);
  const message = { serviceName: config.serviceName, host: new URL(config.publicOrigin).hostname };
  const limits = limitsFor(config, { counters, clock, secrets: secrets.otp, log, metrics });
  const { codeLength, codeTtl, maxAttempts, sessionTtl, sessionIdle, allowedCountries, testPhones } = config;
  const sending: Sending = config.sms
    ? providerSending({
        sms: config.sms,
        publicOrigin: config.publicOrigin,
        message,
        deliveries,
        secret: secrets.otp[0],
        clock,
        newId,
        log,
        metrics,
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
    policy: {
      ...defaultPolicy,
      ...{ codeLength, codeTtl, maxAttempts, sessionTtl, sessionIdle, allowedCountries, testPhones },
    },
    revealCode: sending.inbox !== undefined && !config.isProduction,
  };
  warnAtStart(config, log);
  return {
    auth: createAuth(deps),
    sender: sending.sender,
    store,
    deliveries,
    async close() {
      await sending.stop();
      await close();
    },
    receipts: config.sms && {
      publicOrigin: config.publicOrigin,
      twilioAuthToken: config.sms.receiptKeys.twilio,
      msg91Secret: config.sms.receiptKeys.msg91,
      take: createReceiptTaker({ deliveries, clock }),
    },
    /** In development, with the console sender. */
    inbox: sending.inbox,
    clock,
    publicOrigin: config.publicOrigin,
    allowedOrigins: config.allowedOrigins,
    proxyHops: config.proxyHops,
    newRequestId: newId,
    log,
    metrics,
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

type Secrets = readonly [string, ...string[]];

function secretsOf({ otpSecrets, sessionSecrets, database }: Config): { otp: Secrets; session: Secrets } {
  if (otpSecrets && sessionSecrets) return { otp: otpSecrets, session: sessionSecrets };
  const made = developmentSecrets(database && DATA_FOLDER);
  return { otp: otpSecrets ?? [made.otp], session: sessionSecrets ?? [made.session] };
}

type Fail = (line: string) => void;
type Storage = {
  store: AuthStore;
  deliveries: DeliveryStore;
  counters: Counters;
  close(): Promise<void>;
};

/** Limits are in Redis where there is one, else beside the store. */
async function openStorage({ database, redisUrl }: Config, fail: Fail): Promise<Storage> {
  const opened = database ? await openDatabase(database, redisUrl, fail) : await openMemory(redisUrl);
  const { store, counters, close } = opened;
  return {
    ...opened,
    async close() {
      await Promise.allSettled([store.close(), counters.close()]);
      await close();
    },
  };
}

async function openMemory(redisUrl: string | undefined): Promise<Storage> {
  const counters = redisUrl ? await openRedis(redisUrl) : memoryCounters();
  const store = createMemoryStore();
  return { store, deliveries: store.deliveries, counters, close: async () => {} };
}

/** Drivers are loaded only where they are used, so that a start in memory takes no time for them. */
async function openDatabase(
  { url, waitMs }: NonNullable<Config["database"]>,
  redisUrl: string | undefined,
  fail: Fail,
): Promise<Storage> {
  const { connectPrismaStore, startEmbeddedPostgres } = await import("@sixdigit/db/postgres");
  const { postgresCounters } = await import("@sixdigit/rate-limit/postgres");
  const embedded = url ? undefined : await startEmbeddedPostgres({ dataDir: `${DATA_FOLDER}/postgres` });
  embedded?.onLoss(() => fail("The embedded Postgres has ended: start the server again."));
  const databaseUrl = url ?? embedded?.url ?? "";
  const close = async () => embedded?.stop();
  try {
    const counters = redisUrl ? await openRedis(redisUrl) : postgresCounters({ databaseUrl, waitMs });
    const store = await connectPrismaStore({ databaseUrl, waitMs });
    return { store, deliveries: store.deliveries, counters, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openRedis(redisUrl: string): Promise<Counters> {
  const { redisCounters } = await import("@sixdigit/rate-limit/redis");
  return redisCounters({ redisUrl });
}
