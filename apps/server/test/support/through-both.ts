import type { Delivery } from "@sixdigit/auth";
import { MSG91_KEY, MSG91_TEMPLATES } from "@sixdigit/sms/fakes/msg91";
import { TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { expect } from "vitest";
import type { RunningApp } from "./start-app.ts";

export const ORIGIN = "https://sign-in.example";
export const WEBHOOK_SECRET = "a-secret-of-the-webhook-tests-32-long";
const NOBODY = "http://127.0.0.1:1";

/** Messages to India go through MSG91, all others through Twilio; each where a fake of it listens. */
export const throughBoth = ({ twilio = NOBODY, msg91 = NOBODY }: { twilio?: string; msg91?: string }) => ({
  PUBLIC_ORIGIN: ORIGIN,
  ENABLE_REAL_OTP: "true",
  SMS_PROVIDERS: "twilio,msg91",
  SMS_ROUTES: "IN:msg91;*:twilio",
  TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
  TWILIO_FROM: TWILIO_NUMBER,
  TWILIO_API_BASE_URL: twilio,
  MSG91_AUTH_KEY: MSG91_KEY,
  MSG91_TEMPLATE_ID: MSG91_TEMPLATES.en,
  MSG91_WEBHOOK_SECRET: WEBHOOK_SECRET,
  MSG91_API_BASE_URL: msg91,
});

/** The one delivery that was noted. */
export async function onlyDelivery(app: RunningApp): Promise<Delivery> {
  await expect.poll(() => app.noted.length).toBe(1);
  const [delivery] = app.noted;
  if (!delivery) throw new Error("nothing was noted");
  return delivery;
}
