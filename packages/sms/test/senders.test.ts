import { createMsg91Sender, createTwilioSender, msg91Settings, twilioSettings } from "../src/index.ts";
import { MSG91_KEY, MSG91_TEMPLATES, startMsg91 } from "./fakes/msg91.ts";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "./fakes/twilio.ts";
import { describeSender } from "./sender-suite.ts";

const twilio = {
  TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
  TWILIO_FROM: TWILIO_NUMBER,
};
const msg91 = {
  MSG91_AUTH_KEY: MSG91_KEY,
  MSG91_TEMPLATE_ID: MSG91_TEMPLATES.en,
  MSG91_WEBHOOK_SECRET: "s".repeat(32),
};

describeSender("Twilio", {
  start: startTwilio,
  create: (baseUrl, limits) =>
    createTwilioSender(twilioSettings.parse({ ...twilio, TWILIO_API_BASE_URL: baseUrl }), limits),
});

describeSender("MSG91", {
  start: startMsg91,
  create: (baseUrl, limits) =>
    createMsg91Sender(msg91Settings.parse({ ...msg91, MSG91_API_BASE_URL: baseUrl }), limits),
});
