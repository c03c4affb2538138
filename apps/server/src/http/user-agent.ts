import type { IncomingMessage } from "node:http";

const MAX_LENGTH = 256;

/** Without control characters and the marks that turn the direction of writing, which could forge what is shown. */
export function userAgentOf({ headers }: Pick<IncomingMessage, "headers">): string | undefined {
  return headers["user-agent"]?.replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, MAX_LENGTH);
}
