import { isCountry } from "@sixdigit/contracts";
import { limitTables, readChanges } from "@sixdigit/rate-limit";
import { z } from "zod";
import { contrastWithWhite, READABLE_CONTRAST } from "./contrast.ts";

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((number) => number >= min && number <= max, `must be from ${min} to ${max}`);

export const flag = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");
export const secrets = z
  .string()
  .transform((text) => text.split(",").map((each) => each.trim()))
  .refine((list) => list.every((each) => each.length >= 32), "needs 32 characters at least, each of them")
  .transform((list) => list as [string, ...string[]]);
export const origin = z
  .string()
  .refine(isOrigin, "must be an origin such as https://example.com: no path and no slash at its end");
export const origins = z
  .string()
  .transform((text) => text.split(",").map((each) => each.trim()))
  .refine(
    (list) => list.every(isOrigin),
    "must be origins such as https://app.example.com, with commas between",
  )
  .transform((list): ReadonlySet<string> => new Set(list));

export const countries = z.string().transform((text, context): ReadonlySet<string> | "*" => {
  const list = text.split(",").map((each) => each.trim());
  if (text.trim() === "*") return "*";
  if (list.every(isCountry)) return new Set(list);
  context.addIssue({ code: "custom", message: "must be countries such as US,IN, or * for all" });
  return z.NEVER;
});

export const color = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, { error: "must be a colour such as #0b6b4f", abort: true })
  .refine(
    (hex) => contrastWithWhite(hex) >= READABLE_CONTRAST,
    "is too light: white text on it could not be read",
  );
export const limits = z.string().transform((text, context) => {
  const changes = readChanges(text, limitTables);
  if (typeof changes !== "string") return changes;
  context.addIssue({ code: "custom", message: changes });
  return z.NEVER;
});

/** `US:0.0079,*:0.08`: dollars for a segment. */
export const prices = z.string().transform((text, context): ReadonlyMap<string, number> => {
  const pairs = text.split(",").map((each) => /^([A-Z]{2}|\*):(\d+(?:\.\d+)?)$/.exec(each.trim()));
  if (pairs.every((pair) => pair !== null)) {
    return new Map(pairs.map(([, country = "", price]) => [country, Number(price)]));
  }
  context.addIssue({ code: "custom", message: "must be prices such as US:0.0079,*:0.08, in dollars" });
  return z.NEVER;
});

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** The address of something with a password in it, which no message may show. */
export function address(protocol: RegExp, example: string) {
  const isAddress = (text: string) => protocol.test(URL.parse(text)?.protocol ?? "");
  return z.string().refine(isAddress, `must be an address like ${example}`);
}
