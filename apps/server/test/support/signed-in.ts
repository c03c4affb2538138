import { manualClock } from "@sixdigit/testing";
import { httpClient } from "./http-client.ts";
import { startApp } from "./start-app.ts";

export const phoneNumber = "+14155550132";
export const DAY = 86_400;
/** As Chrome asks from our own pages. */
export const CHROME = {
  "user-agent":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
  "sec-fetch-site": "same-origin",
};

/** The seal of a cookie is made and read by the time of the machine, sessions by this clock. */
export async function startAt(variables: Record<string, string> = {}) {
  const clock = manualClock(new Date().toISOString());
  const app = await startApp({ ENABLE_RATE_LIMIT: "false", ...variables }, {}, { clock });
  return { app, clock };
}

type Started = Awaited<ReturnType<typeof startAt>>["app"];

export async function signIn({ url }: Started, headers: Record<string, string> = {}, number = phoneNumber) {
  const browser = httpClient(url);
  const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber: number }, headers)).body;
  await browser.post("/api/auth/otp/verify", { phoneNumber: number, otp }, headers);
  return browser;
}

export async function tokenOf({ url }: Started): Promise<string> {
  const { post } = httpClient(url);
  const { otp, challengeId } = (await post("/api/auth/otp/request", { phoneNumber })).body;
  const body = { phoneNumber, otp, challengeId, session: "token" };
  return (await post("/api/auth/otp/verify", body, { cookie: "" })).body.token;
}
