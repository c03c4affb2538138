import type { Credential } from "@sixdigit/auth";

/** The bearer form of a credential: the session's id and its secret, joined by a dot. */
export function toToken({ id, secret }: Credential): string {
  return `${id}.${secret}`;
}

/** Reads what `toToken` wrote; undefined for anything that cannot be a token. */
export function fromToken(token: string): Credential | undefined {
  const match = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/.exec(token);
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : undefined;
}
