import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

it("the log tells why a provider failed, of a number that it refuses nothing, and never a number", async () => {
  await using twilio = await startTwilio();
  await using app = await startApp({
    ...{ ENABLE_REAL_OTP: "true", SMS_PROVIDERS: "twilio", TWILIO_API_BASE_URL: twilio.baseUrl },
    ...{ TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT, TWILIO_AUTH_TOKEN: TWILIO_TOKEN, TWILIO_FROM: TWILIO_NUMBER },
    LOG_LEVEL: "warn",
  });
  const client = httpClient(app.url);
  const ask = (phoneNumber: string) => client.post("/api/auth/otp/request", { phoneNumber });
  for (const code of [21_211, 21_612]) {
    twilio.behave({ kind: "refuse", status: 400, body: { code, message: "To +14155550132", status: 400 } });
    await ask(code === 21_211 ? "+14155550132" : "+14155550133");
  }
  const toldOf = () => app.logged.filter((line) => line.includes("a provider failed"));
  expect(toldOf()).toEqual([]);
  twilio.behave({ kind: "refuse", status: 401, body: { code: 20_003, message: "No", status: 401 } });
  await ask("+14155550134");
  expect(toldOf().map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", provider: "twilio", country: "US", outcome: "transient", errorCode: "20003" },
  ]);
  expect(app.logged.join()).not.toContain("4155550");
});
