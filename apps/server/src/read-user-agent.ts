import type { ReadUserAgent } from "@sixdigit/auth";
import { parse } from "bowser";
import { LRUCache } from "lru-cache";

const MAX_LENGTH = 40;
/** Few programs make most of the traffic, and reading one costs a third of a millisecond. */
const read = new LRUCache<string, ReturnType<ReadUserAgent>>({ max: 1_000 });

/**
 * What a program calls itself, for people: `Chrome 130` on `Windows`; of what is no browser the first product that it
 * names, `okhttp 4`. It can call itself anything, so this decides nothing.
 */
export const readUserAgent: ReadUserAgent = (userAgent) => {
  const known = read.get(userAgent) ?? readAnew(userAgent);
  read.set(userAgent, known);
  return known;
};

const readAnew: ReadUserAgent = (userAgent) => {
  const { browser, os } = parse(userAgent);
  const [, product, version] = /^([\w.-]+)\/(\d+)/.exec(userAgent) ?? [];
  const name = browser.name ? [browser.name, browser.version?.split(".")[0]] : [product, version];
  return { browser: plain(name), os: plain([os.name]) };
};

function plain(words: (string | undefined)[]): string | null {
  const text = words.filter(Boolean).join(" ");
  return text.replace(/[^\p{L}\p{N} ._-]/gu, "").slice(0, MAX_LENGTH) || null;
}
