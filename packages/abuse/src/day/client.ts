import type { CodeSent, Device } from "@sixdigit/auth";
import { AuthError, type AuthErrorCode, type E164 } from "@sixdigit/contracts";
import type { Defence } from "./defences.ts";
import type { Service } from "./service.ts";
import type { Timeline } from "./timeline.ts";

export type Refusal = { code: AuthErrorCode; retryAfterSeconds: number; attemptsLeft: number | undefined };
/** Tells how long the work takes from now on, in milliseconds, or that nobody does it. */
export type Worker = (hashes: number) => number | null;

type From = { phone: E164; browser: string; address: string };
type Ask = From & { challengeId?: string | undefined; proof?: string | undefined };
export type Asked = { onSent: (sent: CodeSent) => void; onRefused: (refusal: Refusal) => void };

export type Client = ReturnType<typeof createClient>;

/** What the pages do: cookies are kept by browser, and a proof that is asked for is worked out, once, and shown. */
export function createClient(given: { service: Service; defence: Defence; timeline: Timeline }) {
  const { service, defence, timeline } = given;
  const { auth } = service;
  const devices = new Map<string, Device>();
  const requesterOf = ({ browser, address }: From) => ({
    address,
    userAgent: undefined,
    device: defence.knowsBrowsers ? devices.get(browser) : undefined,
  });

  async function ask(
    what: "requestOtp" | "resendOtp",
    asking: Ask,
    worker: Worker,
    then: Asked,
  ): Promise<void> {
    const { phone, challengeId, proof } = asking;
    try {
      then.onSent(await auth[what]({ phone, challengeId, proof, requester: requesterOf(asking) }));
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      const puzzle = proof === undefined ? error.details.proof : undefined;
      const { id = "", hashes = 0 } = puzzle ? service.workOf(puzzle) : {};
      const takes = puzzle ? worker(hashes) : null;
      if (takes === null) return then.onRefused(refusalOf(error));
      timeline.at(timeline.now() + takes, () => ask(what, { ...asking, proof: id }, worker, then));
    }
  }

  return {
    request: (from: From, worker: Worker, then: Asked) => ask("requestOtp", from, worker, then),
    resend: (from: From & { challengeId: string }, worker: Worker, then: Asked) =>
      ask("resendOtp", from, worker, then),
    /** @returns nothing when it signs in */
    async verify(
      from: From & { challengeId?: string | undefined; code: string },
    ): Promise<Refusal | undefined> {
      const { phone, challengeId, code, browser } = from;
      try {
        const { device } = await auth.verifyOtp({ phone, challengeId, code, requester: requesterOf(from) });
        devices.set(browser, device);
        return undefined;
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        return refusalOf(error);
      }
    },
  };
}

function refusalOf({ code, details }: AuthError): Refusal {
  return { code, retryAfterSeconds: details.retryAfterSeconds ?? 0, attemptsLeft: details.attemptsLeft };
}

/** A code that is not this one, of its length. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0");
}
