import type { Config } from "./config.ts";
import { developmentSecrets } from "./development-secrets.ts";
import { DATA_FOLDER } from "./storage.ts";

type Secrets = readonly [string, ...string[]];

/** Those of the settings; in development, those that were made for it. */
export function secretsOf({ otpSecrets, sessionSecrets, database }: Config): {
  otp: Secrets;
  session: Secrets;
} {
  if (otpSecrets && sessionSecrets) return { otp: otpSecrets, session: sessionSecrets };
  const made = developmentSecrets(database && DATA_FOLDER);
  return { otp: otpSecrets ?? [made.otp], session: sessionSecrets ?? [made.session] };
}
