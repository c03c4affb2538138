export const ORIGIN = "https://sign-in.example";
export const MSG91_SECRET = "a-secret-of-the-webhook-tests-32-long";
export const TWILIO_TOKEN = "a-twilio-token-of-the-property-tests";

/** A server behind two proxies that takes the reports of both providers. */
export const receivingReports = {
  TRUST_PROXY_HOPS: "2",
  PUBLIC_ORIGIN: ORIGIN,
  ENABLE_REAL_OTP: "true",
  SMS_PROVIDERS: "twilio,msg91",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
  TWILIO_FROM: "+14155550100",
  MSG91_AUTH_KEY: "a-key-of-the-property-tests",
  MSG91_TEMPLATE_ID: "0123456789abcdef01234567",
  MSG91_WEBHOOK_SECRET: MSG91_SECRET,
};

const IN_THE_WAY = [
  "calls-per-network-minute",
  "failures-per-network-hour",
  "strangers-guesses-per-phone-10-minutes",
  "strangers-guesses-per-phone-hour",
  "strangers-guesses-per-phone-day",
  "failures-per-phone-in-a-row",
];

/** Where everything comes from one address and is about one number, and it is the reading that counts. */
export const withoutLimits = {
  ENABLE_RATE_LIMIT: "false",
  LIMITS: IN_THE_WAY.map((name) => `${name}.hard=999999999`).join(","),
};
