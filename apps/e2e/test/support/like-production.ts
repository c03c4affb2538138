import { startServer } from "./server-process.ts";

/** With a provider that is never asked, so there is no development phone on the page. */
export function startLikeProduction(settings: Record<string, string> = {}) {
  return startServer({
    ENABLE_REAL_OTP: "true",
    SMS_PROVIDERS: "twilio",
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "0".repeat(32),
    TWILIO_FROM: "+15005550006",
    ...settings,
  });
}
