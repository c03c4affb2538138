import { StartError } from "@sixdigit/contracts";
import {
  createMsg91Sender,
  createTwilioSender,
  msg91Settings,
  parseRoutes,
  type Routes,
  routeEverywhere,
  type SmsSender,
  twilioSettings,
} from "@sixdigit/sms";
import type { z } from "zod";

type Given = Record<string, string | undefined>;

/** Each provider, made from the variables that its own schema names. */
const PROVIDERS = {
  twilio: (given: Given): Provider => {
    const settings = read(twilioSettings, given);
    return { sender: createTwilioSender(settings), receiptKey: settings.TWILIO_AUTH_TOKEN };
  },
  msg91: (given: Given): Provider => {
    const settings = read(msg91Settings, given);
    return { sender: createMsg91Sender(settings), receiptKey: settings.MSG91_WEBHOOK_SECRET };
  },
} as const;

/** A provider, and by what its receipts are known. */
type Provider = { sender: SmsSender; receiptKey: string };

const NAMES = Object.keys(PROVIDERS);

export type SmsSettings = {
  senders: SmsSender[];
  routes: Routes;
  /** By the name of the provider. */
  receiptKeys: Partial<Record<string, string>>;
};

/**
 * The providers of `SMS_PROVIDERS`, with their credentials, and the routes to them.
 *
 * @throws StartError one line for each variable that is missing or wrong
 */
export function readSmsSettings(given: Given): SmsSettings {
  const names = (given.SMS_PROVIDERS ?? "").split(",").flatMap((name) => name.trim() || []);
  if (names.length === 0) {
    throw new StartError(
      `SMS_PROVIDERS: is required with ENABLE_REAL_OTP=true; name some of ${NAMES.join(", ")}`,
    );
  }
  if (new Set(names).size < names.length) throw new StartError("SMS_PROVIDERS: names a provider twice");
  if (!names.every((name) => NAMES.includes(name))) {
    throw new StartError(`SMS_PROVIDERS: names something that is not one of ${NAMES.join(", ")}`);
  }
  const wrong: string[] = [];
  const providers = names.flatMap(
    (name) => made(() => PROVIDERS[name as keyof typeof PROVIDERS](given), wrong) ?? [],
  );
  const routes = made(
    () => (given.SMS_ROUTES ? parseRoutes(given.SMS_ROUTES, names) : routeEverywhere(names)),
    wrong,
  );
  if (!routes || wrong.length > 0) throw new StartError(wrong.join("\n"));
  const senders = providers.map(({ sender }) => sender);
  const receiptKeys = Object.fromEntries(
    providers.map(({ sender, receiptKey }) => [sender.name, receiptKey]),
  );
  return { senders, routes, receiptKeys };
}

/** What `make` makes; or nothing, and what is wrong is added to the list. */
function made<T>(make: () => T, wrong: string[]): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    wrong.push(error.message);
    return undefined;
  }
}

function read<Schema extends z.ZodType>(schema: Schema, given: Given): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new StartError(
    parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
  );
}
