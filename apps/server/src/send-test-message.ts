import { randomInt } from "node:crypto";
import { countryOf, type E164, maskPhone, normalizePhone, StartError } from "@sixdigit/contracts";
import { type Attempt, providersFor } from "@sixdigit/sms";
import { compose } from "./compose.ts";
import { type Config, type Environment, loadConfig } from "./config.ts";
import { followMessage, type Source } from "./follow-message.ts";

export type TestOrder = {
  config: Config;
  sms: NonNullable<Config["sms"]>;
  phone: E164;
  country: string | undefined;
  waitSeconds: number;
};

const USAGE = "Usage: pnpm sms:test +14155550132 [--wait=SECONDS]: sends one message to this number.";
const WAIT_SECONDS = 120;

/**
 * What to send by which settings. They are the server's own, as if ENABLE_REAL_OTP were set.
 *
 * @throws StartError one line for each thing that is missing or wrong
 */
export function readTestOrder(args: readonly string[], variables: Environment): TestOrder {
  const [written = "", wait = `--wait=${WAIT_SECONDS}`] = args[0] === "--" ? args.slice(1) : args;
  const number = normalizePhone(written);
  const [, seconds] = /^--wait=([0-9]{1,4})$/.exec(wait) ?? [];
  if (!number.ok || seconds === undefined) throw new StartError(USAGE);
  const loaded = loadConfig({ ...variables, ENABLE_REAL_OTP: "true" });
  const { sms, allowedCountries } = loaded;
  if (!sms) throw new StartError("SMS_PROVIDERS: is required");
  const country = countryOf(number.phone);
  if (allowedCountries !== "*" && !allowedCountries.has(country ?? "none")) {
    throw new StartError(`SMS_ALLOWED_COUNTRIES: does not list ${country ?? "numbers of no country"}`);
  }
  // The embedded Postgres is its server's; and no limit is asked here.
  const database = loaded.database?.url === undefined ? undefined : loaded.database;
  // Its own lines say how each attempt fared.
  const config = { ...loaded, database, redisUrl: undefined, logLevel: "error" as const };
  return { config, sms, phone: number.phone, country, waitSeconds: Number(seconds) };
}

/**
 * Sends one message by the route of its country, as a sign-in would, and follows it. Its code opens nothing.
 *
 * @returns whether it arrived; or was taken, where nothing can be followed
 * @throws StartError when the database cannot be used
 */
export async function sendTestMessage(order: TestOrder, print: (line: string) => void): Promise<boolean> {
  const { config, sms, phone, country } = order;
  const attempts: Attempt[] = [];
  const parts = await compose(config, {
    print,
    logOutput: { write: (line) => print(line.trimEnd()) },
    onSent: (report) => attempts.push(...report.attempts),
  });
  try {
    const route = providersFor(sms.routes, country).join(", then ");
    print(`Sending to ${maskPhone(phone)} (${country ?? "no country"}) through ${route}`);
    const code = `${randomInt(10 ** config.codeLength)}`.padStart(config.codeLength, "0");
    const message = {
      phone,
      code,
      challengeId: "sms-test",
      validForSeconds: config.codeTtl,
      locale: undefined,
    };
    const outcome = await parts.sender.sendCode(message);
    for (const attempt of attempts) print(describeAttempt(attempt));
    const last = attempts.at(-1);
    if (!last || outcome === "rejected" || outcome === "transient") {
      print("Nothing was sent.");
      return false;
    }
    const sources = sourcesFor(order, last, parts.deliveries, print);
    if (sources.length === 0) return outcome === "accepted";
    return await followMessage({ sources, print, waitSeconds: order.waitSeconds });
  } finally {
    await parts.close();
  }
}

function describeAttempt({ provider, result }: Attempt): string {
  const { outcome, providerMessageId, segments, errorCode, price } = result;
  const facts = [
    providerMessageId && `id ${providerMessageId}`,
    segments && `segments ${segments}`,
    errorCode && `error ${errorCode}`,
    price && `price ${price.amount} ${price.currency}`,
  ];
  return `${provider}: ${[outcome, ...facts].filter(Boolean).join(", ")}`;
}

type Deliveries = Awaited<ReturnType<typeof compose>>["deliveries"];

/** Where to look for what becomes of it; and in words, where not and why. */
function sourcesFor(
  { config, sms }: TestOrder,
  { provider, result: { providerMessageId: id } }: Attempt,
  deliveries: Deliveries,
  print: (line: string) => void,
): Source[] {
  if (id === undefined) {
    print(`It cannot be followed: ${provider} gave no id for it. Look for it in the provider's own console.`);
    return [];
  }
  const sources: Source[] = [];
  const sender = sms.senders.find(({ name }) => name === provider);
  if (sender?.lookUp) {
    print(`Following ${provider}'s own record of the message`);
    const read = () => sender.lookUp?.(id, AbortSignal.timeout(5000)) ?? Promise.resolve(undefined);
    sources.push({ name: provider, read });
  }
  if (config.database && (provider !== "twilio" || config.publicOrigin.startsWith("https:"))) {
    print(
      `Following its delivery in the database, which a server at ${config.publicOrigin} moves by receipts`,
    );
    sources.push({
      name: "receipt",
      read: async () => (await deliveries.findDelivery(provider, id)) ?? undefined,
    });
  } else {
    const missing = config.database
      ? "PUBLIC_ORIGIN is not https"
      : "that needs USE_DATABASE=true and a DATABASE_URL";
    print(`Receipts are not followed: ${missing}`);
  }
  return sources;
}
