import type { ReadUserAgent } from "@sixdigit/auth";
import { parse } from "bowser";

const MAX_LENGTH = 40;

/**
 * What a program calls itself, for people: `Chrome 130` on `Windows`; of what is no browser the first product that it
 * names, `okhttp 4`. It can call itself anything, so this decides nothing.
 */
export const readUserAgent: ReadUserAgent = (userAgent) => {
  const { browser, os } = parse(userAgent);
  const [, product, version] = /^([\w.-]+)\/(\d+)/.exec(userAgent) ?? [];
  const name = browser.name ? [browser.name, browser.version?.split(".")[0]] : [product, version];
  return { browser: plain(name), os: plain([os.name]) };
};

function plain(words: (string | undefined)[]): string | null {
  const text = words.filter(Boolean).join(" ");
  return text.replace(/[^\p{L}\p{N} ._-]/gu, "").slice(0, MAX_LENGTH) || null;
}
