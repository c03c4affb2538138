import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Credential, Device } from "@sixdigit/auth";
import { parseCookie, stringifySetCookie } from "cookie";
import { unsealData } from "iron-session";
import { onceForEachSeal } from "./once-for-each-seal.ts";
import { createSealer } from "./sealer.ts";

export type Cookies = {
  /** Whether they go over https only. */
  secure: boolean;
  challenge: SealedCookie<{ id: string }>;
  session: SealedCookie<Credential>;
  /** Lets a browser be known again; it opens nothing. */
  device: SealedCookie<Device>;
};

export type SealedCookie<Value> = {
  /** Whether the request brought one, whatever it is worth. */
  isSent(req: IncomingMessage): boolean;
  /** Undefined for a cookie that is missing, broken, too old or sealed by a stranger. */
  read(req: IncomingMessage): Promise<Value | undefined>;
  /** @param seconds for how long, if not for its usual time */
  write(res: ServerResponse, value: Value, seconds?: number): void;
  /** Tells the browser to forget it, if it sent it. */
  clear(req: IncomingMessage, res: ServerResponse): void;
};

type CookieSettings = {
  /** The newest seals, all of them open. */
  secrets: readonly [string, ...string[]];
  secure: boolean;
  /** Seconds, for the browser and for the seal. */
  sessionTtl: number;
  challengeTtl: number;
};

/** Browsers keep no cookie for longer than 400 days (RFC 6265bis, 5.5). */
const DEVICE_TTL = 365 * 86_400;

/** What the session's cookie is called: over plain http, and over https. */
export const SESSION_COOKIES = ["session", "__Host-session"] as const;

/** The three cookies. Over https they carry the `__Host-` prefix (RFC 6265bis, 4.1.3.2). */
export function createCookies(settings: CookieSettings): Cookies {
  const prefix = settings.secure ? "__Host-" : "";
  return {
    secure: settings.secure,
    challenge: sealedCookie(`${prefix}challenge`, settings.challengeTtl, settings, ["id"]),
    session: sealedCookie(`${prefix}session`, settings.sessionTtl, settings, ["id", "secret"]),
    device: sealedCookie(`${prefix}device`, DEVICE_TTL, settings, ["id", "accounts"]),
  };
}

function sealedCookie<Field extends string>(
  name: string,
  ttl: number,
  { secrets, secure }: CookieSettings,
  fields: readonly Field[],
): SealedCookie<Record<Field, string>> {
  const attributes = { httpOnly: true, secure, sameSite: "lax", path: "/" } as const;
  const seal = createSealer({ id: sealId(secrets[0]), secret: secrets[0] });
  const all = Object.fromEntries(secrets.map((secret) => [sealId(secret), secret]));
  const seals = onceForEachSeal(async (sealed) => {
    const value = await unsealData<Record<string, unknown>>(sealed, { password: all, ttl });
    return hasTextFields(value, fields) ? value : undefined;
  });

  return {
    isSent: (req) => sent(req, name).length > 0,
    async read(req) {
      // A browser has one of each name; which of two was planted cannot be told.
      const [sealed, another] = sent(req, name);
      return sealed === undefined || another !== undefined ? undefined : seals.open(sealed);
    },
    write(res, value, seconds = ttl) {
      const sealed = seal(value, { seconds });
      seals.know(sealed, value);
      append(res, name, stringifySetCookie({ name, value: sealed, maxAge: seconds, ...attributes }));
    },
    clear(req, res) {
      const isKnown = sent(req, name).length > 0 || res.hasHeader("set-cookie");
      if (isKnown) append(res, name, stringifySetCookie({ name, value: "", maxAge: 0, ...attributes }));
    },
  };
}

/** Every cookie of that name. */
function sent(req: IncomingMessage, name: string): string[] {
  const pairs = (req.headers.cookie ?? "").split(";");
  return pairs.map((pair) => parseCookie(pair)[name]).filter((value) => value !== undefined);
}

/** The last word on a cookie wins: one header for each name. */
function append(res: ServerResponse, name: string, header: string): void {
  const others = [res.getHeader("set-cookie") ?? []].flat().map(String);
  const kept = others.filter((each) => !each.startsWith(`${name}=`));
  res.setHeader("set-cookie", [...kept, header]);
}

function hasTextFields<Field extends string>(
  value: Record<string, unknown>,
  fields: readonly Field[],
): value is Record<Field, string> {
  return fields.every((field) => typeof value[field] === "string");
}

/** iron-session names its secrets by numbers; one made from the secret stays the same wherever it stands in the list. */
function sealId(secret: string): number {
  return createHash("sha256").update("sixdigit seal id v1").update(secret).digest().readUInt32BE();
}
