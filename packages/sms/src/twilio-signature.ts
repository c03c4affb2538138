import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "node:querystring";

/** The fields of a form: a list for a field that came more than once. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

export type SignedRequest = {
  /** The account's primary auth token: no other key signs, even where another one sends. */
  authToken: string;
  /** As Twilio called it: the public origin, not what a proxy made of it, with the query. */
  url: string;
  /** All fields of the form, also those that mean nothing here; none for JSON. */
  fields: FormFields;
  /** The header `X-Twilio-Signature`. */
  signature: string | undefined;
  /** The raw body, if it is JSON: its hash is in the URL then, as `bodySHA256`. */
  jsonBody?: string;
};

/**
 * Whether Twilio signed this request (twilio.com/docs/usage/webhooks/webhooks-security): base64 of HMAC-SHA1, keyed with
 * the auth token, of the URL followed by the fields in the order of their names. The URL is tried with and without the
 * port and with its query written anew, as Twilio's own library does.
 *
 * Compares in constant time. Says nothing about replays: a receipt that comes again changes nothing.
 */
export function isSignedByTwilio({ authToken, url, fields, signature, jsonBody }: SignedRequest): boolean {
  if (signature === undefined || !URL.canParse(url)) return false;
  if (jsonBody !== undefined) {
    const hash = new URL(url).searchParams.get("bodySHA256") ?? "";
    if (!isSame(hash, createHash("sha256").update(jsonBody).digest("hex"))) return false;
  }
  const signed = jsonBody === undefined ? written(fields) : "";
  return waysToWrite(url)
    .map((each) =>
      createHmac("sha1", authToken)
        .update(each + signed)
        .digest("base64"),
    )
    .some((expected) => isSame(signature, expected));
}

/** Names in the order of their UTF-16 units; the values of a repeated field once each, in that order too. */
function written(fields: FormFields): string {
  return Object.entries(fields)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => {
      const values = typeof value === "string" ? [value] : [...new Set(value)].sort();
      return values.map((each) => name + each);
    })
    .join("");
}

function waysToWrite(url: string): string[] {
  const [, scheme = "", host = "", port, rest = ""] =
    /^([a-z]+:\/\/)([^/?#:]*)(:[0-9]+)?(.*)$/is.exec(url) ?? [];
  const standardPort = scheme.toLowerCase() === "https://" ? ":443" : ":80";
  const [path = "", query] = rest.split(/\?(.*)/s);
  const rests = query ? [rest, `${path}?${stringify(parse(query))}`] : [rest];
  return rests.flatMap((each) => [scheme + host + each, scheme + host + (port ?? standardPort) + each]);
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
