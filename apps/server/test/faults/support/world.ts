import { startTestPostgres } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { createLedger } from "./ledger.ts";
import { createPeople } from "./people.ts";
import { reckon } from "./reckon.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { startTcpProxy } from "./tcp-proxy.ts";

export type World = Awaited<ReturnType<typeof startWorld>>;
type Variables = Record<string, string>;

/** All rules of production, with the provider's fake. Each person comes from a network of their own. */
function production(databaseUrl: string, twilioUrl: string): Variables {
  return {
    NODE_ENV: "production",
    PUBLIC_ORIGIN: "https://sign-in.example",
    TRUST_PROXY_HOPS: "1",
    USE_DATABASE: "true",
    DATABASE_URL: databaseUrl,
    ENABLE_REAL_OTP: "true",
    SMS_PROVIDERS: "twilio",
    SMS_ALLOWED_COUNTRIES: "US",
    TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
    TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
    TWILIO_FROM: TWILIO_NUMBER,
    TWILIO_API_BASE_URL: twilioUrl,
    OTP_SECRET: "an-otp-secret-of-the-tests-32-long",
    SESSION_SECRET: "a-session-secret-of-the-tests-32-l",
    STOP_DELAY_SECONDS: "1",
    // A crowd that asks and is then cut off looks like an attack; what cannot be lifted still has to be counted.
    ENABLE_RATE_LIMIT: "false",
  };
}

/** So many server processes over one Postgres, which they reach by a wire in the tests' hands, and a provider. */
export async function startWorld({
  servers: count = 2,
  variables = {},
  collects = false,
}: {
  servers?: number;
  variables?: Variables;
  /** Whether the first servers collect what they do not need on SIGUSR2. */
  collects?: boolean;
} = {}) {
  const [first, twilio] = await Promise.all([startTestPostgres({ keepsCommits: true }), startTwilio()]);
  let postgres = first;
  const direct = new URL(first.url);
  const port = Number(direct.port);
  const wire = await startTcpProxy({ host: direct.hostname, port });
  const wiredUrl = Object.assign(new URL(direct), { port: String(wire.port) }).href;
  const settings = { ...production(wiredUrl, twilio.baseUrl), ...variables };
  // As whatever runs servers does: one that does not start, on a machine that has too much to do, is started again.
  const start = async (more: Variables = {}, options: Parameters<typeof startServer>[1] = {}) => {
    const once = () => startServer({ ...settings, ...more }, options);
    return once().catch(once).catch(once);
  };
  const servers: ServerProcess[] = await Promise.all(
    Array.from({ length: count }, () => start({}, { collects })),
  );

  const ledger = createLedger();
  let turn = 0;
  let front: string | undefined;
  const nextUrl = () => {
    if (front) return front;
    const running = servers.filter((each) => each.isRunning);
    return running[turn++ % running.length]?.url ?? "http://127.0.0.1:1";
  };
  return {
    servers,
    /** Starts one more, which people do not come to until it is among the servers. */
    start,
    /** From now on people come to this address, whatever servers there are. */
    setFront(url: string) {
      front = url;
    },
    wire,
    twilio,
    databaseUrl: direct.href,
    postgres: {
      halt: () => postgres.halt(),
      signal: (signal: Parameters<typeof postgres.signal>[0]) => postgres.signal(signal),
      async resume() {
        postgres = await postgres.resume(port);
      },
    },
    ledger,
    people: createPeople({ ledger, sent: twilio.sent, nextUrl }),
    reckon: () => reckon(direct.href, ledger, twilio.sent),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((each) => each.end("SIGKILL")));
      await wire.close();
      await twilio[Symbol.asyncDispose]();
      await postgres.stop();
    },
  };
}
