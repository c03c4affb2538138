import { createHmac } from "node:crypto";

export const FORM = "application/x-www-form-urlencoded";
export type Fields = Record<string, string | string[]>;

/** As Twilio signs: the public address and every field, by name; of one that comes again each value once, in order. */
export function signedByTwilio(given: { origin: string; path: string; fields: Fields; token: string }) {
  const { origin, path, fields, token } = given;
  const values = (name: string) => [fields[name] ?? []].flat();
  const pairs = Object.keys(fields)
    .sort()
    .flatMap((name) => [...new Set(values(name))].sort().map((value) => name + value));
  const signature = createHmac("sha1", token)
    .update(origin + path + pairs.join(""))
    .digest("base64");
  const body = new URLSearchParams();
  for (const name of Object.keys(fields)) for (const value of values(name)) body.append(name, value);
  return {
    headers: { "content-type": FORM, "x-twilio-signature": signature },
    body: body.toString(),
  };
}
