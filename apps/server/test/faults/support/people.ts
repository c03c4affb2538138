import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger, Told } from "./ledger.ts";

/** What was sent, as the provider's fake has it. */
type Sent = readonly { to: string; text?: string }[];

type Deps = {
  ledger: Ledger;
  sent: Sent;
  /** Which server to ask next. */
  nextUrl: () => string;
};

let people = 0;

/** A number and a network that nobody had before. */
function newPerson() {
  people += 1;
  // No two next to each other, as those of a real crowd.
  const phone = `+1415${2_000_000 + ((people * 10_007) % 7_900_000)}`;
  const address = `${20 + (people >> 16)}.${(people >> 8) & 255}.${people & 255}.7`;
  return { phone, address };
}

const PATHS = {
  request: "/api/auth/otp/request",
  verify: "/api/auth/otp/verify",
  "sign-out": "/api/auth/sign-out",
  session: "/api/auth/session",
} as const satisfies Record<Told["what"], string>;

type Answer = { code?: string; challengeId?: string; token?: string };

const PATIENCE_MS = 15_000;

/** Clients that keep no cookies, each call noted in the ledger. */
export function createPeople({ ledger, sent, nextUrl }: Deps) {
  async function ask(what: Told["what"], address: string, body?: object, token?: string) {
    const at = Date.now();
    const started = performance.now();
    const note = (outcome: string, status: number, hasRetryAfter = false) =>
      ledger.told.push({ what, outcome, status, at, took: performance.now() - started, hasRetryAfter });
    try {
      const response = await fetch(nextUrl() + PATHS[what], {
        method: body ? "POST" : "GET",
        headers: {
          "x-forwarded-for": address,
          ...(body && { "content-type": "application/json" }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const isOurs = response.headers.get("content-type")?.startsWith("application/json");
      const answer = isOurs ? ((await response.json()) as Answer) : { code: `HTTP ${response.status}` };
      const outcome = response.ok ? "200" : String(answer.code);
      note(outcome, response.status, response.headers.has("retry-after"));
      return { ...answer, outcome };
    } catch {
      note("no answer", 0);
      return { outcome: "no answer" } as Answer & { outcome: string };
    }
  }

  /** Asks for a code, signs in with it, tries it once more, and now and then signs out again. */
  async function signIn({ signsOut = false } = {}): Promise<string> {
    const { phone, address } = newPerson();
    ledger.asked.set(phone, 1);
    const { outcome, challengeId = "" } = await ask("request", address, { phoneNumber: phone });
    if (outcome !== "200") return outcome;
    const code = codeSentTo(phone);
    const guess = { phoneNumber: phone, challengeId, otp: code, session: "token" };
    let verified = await ask("verify", address, guess);
    // Whether it has worked is not known: whoever asks again either signs in or is told that the code is used.
    if (verified.outcome === "no answer") verified = await ask("verify", address, guess);
    if (verified.outcome !== "200") return verified.outcome;
    const signedIn = { phone, challengeId, token: verified.token ?? "", signedOut: false };
    ledger.signedIn.push(signedIn);
    const again = await ask("verify", address, guess);
    if (again.outcome === "200") ledger.usedTwice.push(phone);
    if (signsOut) {
      const ended = await ask("sign-out", address, {}, verified.token);
      signedIn.signedOut = ended.outcome === "200";
    }
    return "200";
  }

  function codeSentTo(phone: string): string {
    const text = sent.findLast(({ to }) => to === phone)?.text ?? "";
    return /#(\d{6})$/.exec(text)?.[1] ?? "000000";
  }

  /** People who sign in one after the other, `atOnce` of them at a time, until it is stopped. */
  function keepComing({ atOnce = 6, pauseMs = 40 } = {}) {
    let isOver = false;
    let count = 0;
    const one = async () => {
      while (!isOver) {
        await signIn({ signsOut: count++ % 5 === 0 });
        await sleep(pauseMs);
      }
    };
    const all = Promise.all(Array.from({ length: atOnce }, one));
    return {
      async stop() {
        isOver = true;
        await all;
      },
    };
  }

  /** People who come at a steady rate, whatever becomes of those before them; who meets `atMost` inside turns away. */
  function arrive({ perSecond, atMost }: { perSecond: number; atMost: number }) {
    const inside = new Set<Promise<unknown>>();
    let count = 0;
    const timer = setInterval(() => {
      if (inside.size >= atMost) return;
      const one = signIn({ signsOut: count++ % 5 === 0 }).finally(() => inside.delete(one));
      inside.add(one);
    }, 1000 / perSecond);
    return {
      async stop() {
        clearInterval(timer);
        await Promise.all(inside);
      },
    };
  }

  return { ask, signIn, keepComing, arrive, newPerson };
}
