import type { Page } from "playwright-core";

/** What a procedure answers: data, or a refusal; `never` leaves it open, `cut` breaks the connection. */
export type Answer = { data: unknown } | { refusal: Refusal } | "never" | "cut";
type Refusal = { authCode: string; httpStatus: number } & Record<string, unknown>;

/** Answers a procedure in the server's place, from now on: the latest answer is asked first. */
export async function answerAs(page: Page, procedure: string, answer: Answer): Promise<void> {
  const address = new RegExp(`/trpc/${procedure.replace(".", "\\.")}(\\?|$)`);
  await page.route(address, (route) => {
    if (answer === "never") return;
    if (answer === "cut") return route.abort("connectionfailed");
    return route.fulfill({
      status: "data" in answer ? 200 : answer.refusal.httpStatus,
      json: "data" in answer ? { result: { data: answer.data } } : { error: errorShape(answer.refusal) },
    });
  });
}

function errorShape(refusal: Refusal) {
  const data = { message: refusal.authCode, requestId: "0190c0de-0000-7000-8000-000000000000", ...refusal };
  return { message: refusal.authCode, code: -32000, data };
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

export const sentAnswer = (codeLength = 6, resendInSeconds = 30): Answer => ({
  data: {
    success: true,
    message: "",
    challengeId: "c",
    codeLength,
    expiresAt: inSeconds(600),
    resendAt: inSeconds(resendInSeconds),
  },
});

const DEVICES = [
  { browser: "Firefox", os: "Linux", network: "203.0.113.0/24", current: true },
  { browser: "Safari", os: "iOS", network: "2001:db8:1234::/48", current: false },
  { browser: "Chrome", os: "Android", network: "198.51.100.0/24", current: false },
];

const devices = DEVICES.map((device, place) => ({
  id: `0190c0de-0000-7000-8000-00000000000${place}`,
  createdAt: inSeconds(-86_400 * (place + 1)),
  lastUsedAt: inSeconds(-3_700 * place),
  expiresAt: inSeconds(86_400 * 29),
  ...device,
}));

/** Somebody who is signed in on three devices. */
export async function answerAsSignedIn(page: Page): Promise<void> {
  const user = {
    id: "0190c0de-0000-7000-8000-0000000000aa",
    phoneNumber: "+1415•••••32",
    isNew: false,
    createdAt: inSeconds(-86_400 * 90),
  };
  const events = devices.map(({ createdAt, browser, os, network }, place) => ({
    name: place === 2 ? "sign-in-after-failures" : "sign-in",
    at: createdAt,
    newBrowser: place === 1,
    browser,
    os,
    network,
  }));
  await answerAs(page, "session.current", { data: { user, session: devices[0] } });
  await answerAs(page, "session.list", { data: { sessions: devices } });
  await answerAs(page, "session.history", { data: { events } });
  await answerAs(page, "session.exportData", {
    data: { user: { ...user, phoneNumber: "+14155550132" }, sessions: [], events: [], messages: [] },
  });
  await answerAs(page, "session.revoke", { data: { success: true } });
  await answerAs(page, "session.revokeOthers", { data: { success: true, revoked: 2 } });
  await answerAs(page, "auth.verifyOtp", { data: { success: true, message: "", user } });
}

/** Somebody else, who is signed in on two devices. */
export async function answerAsAnother(page: Page): Promise<void> {
  const sessions = devices.slice(0, 2).map((device, place) => ({
    ...device,
    id: `0190c0de-0000-7000-8000-00000000001${place}`,
    browser: "Edge",
    os: "Windows",
  }));
  const user = {
    id: "0190c0de-0000-7000-8000-0000000000bb",
    phoneNumber: "+1415•••••99",
    isNew: false,
    createdAt: inSeconds(-86_400),
  };
  await answerAs(page, "session.current", { data: { user, session: sessions[0] } });
  await answerAs(page, "session.list", { data: { sessions } });
  await answerAs(page, "session.history", { data: { events: [] } });
  await answerAs(page, "session.exportData", {
    data: { user: { ...user, phoneNumber: "+14155550199" }, sessions: [], events: [], messages: [] },
  });
}
