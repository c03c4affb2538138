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
  { challenge, session, device }: Cookies,
  proxyHops: number,
): Promise<Client> {
  return {
    challengeId: (await challenge.read(req))?.id,
    credential: req.headers.authorization === undefined ? await session.read(req) : bearer(req),
    languages: req.headers["accept-language"],
    requester: {
      address: clientAddress(req, proxyHops),
      userAgent: userAgentOf(req),
      device: await device.read(req),
    },
    keepChallenge: (id) => challenge.write(res, { id }),
    dropChallenge: () => challenge.clear(req, res),
    keepSession: ({ id, secret }) => session.write(res, { id, secret }),
    dropSession: () => session.clear(req, res),
    keepDevice: ({ id, accounts }) => device.write(res, { id, accounts }),
  };
}

/** RFC 6750, 2.1. */
function bearer(req: Request): Credential | undefined {
  const match = /^Bearer ([^\s]+)$/i.exec(req.headers.authorization ?? "");
  return match?.[1] ? fromToken(match[1]) : undefined;
}
