import { type Client, fromToken } from "@sixdigit/api";
import type { Credential } from "@sixdigit/auth";
import type { Request, Response } from "express";
import { clientAddress } from "./client-address.ts";
import type { Cookies } from "./cookies.ts";
import { userAgentOf } from "./user-agent.ts";

/** Reads who is calling, and lets procedures keep things at the caller. */
export async function readClient(
  req: Request,
  res: Response,
  { challenge, session, device, secure }: Cookies,
  proxyHops: number,
): Promise<Client> {
  const usesCookies = req.headers.authorization === undefined;
  return {
    challengeId: (await challenge.read(req))?.id,
    credential: usesCookies ? await session.read(req) : bearer(req),
    credentialFrom: usesCookies ? "cookie" : "token",
    idempotencyKey: req.get("idempotency-key"),
    languages: req.headers["accept-language"],
    requester: {
      address: clientAddress(req, proxyHops),
      userAgent: userAgentOf(req),
      device: await device.read(req),
    },
    keepChallenge: (id) => challenge.write(res, { id }),
    dropChallenge: () => challenge.clear(req, res),
    keepSession: ({ id, secret }, seconds) => session.write(res, { id, secret }, seconds),
    dropSession: () => session.clear(req, res),
    keepDevice: ({ id, accounts }) => device.write(res, { id, accounts }),
    tellToken: (token) => res.setHeader("x-session-token", token),
    clearSite() {
      // Over plain http browsers do not take it. Not "cookies": the challenge of another sign-in may be among them.
      if (secure) res.setHeader("clear-site-data", '"cache", "storage"');
    },
  };
}

/** RFC 6750, 2.1. */
function bearer(req: Request): Credential | undefined {
  const match = /^Bearer ([^\s]+)$/i.exec(req.headers.authorization ?? "");
  return match?.[1] ? fromToken(match[1]) : undefined;
}
