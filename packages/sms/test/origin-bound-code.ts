/** What a browser makes of a message: the code, and the hosts that it is for. */
export type OriginBoundCode = { host: string; code: string; embeddedHost: string | null };

type Cursor = { line: string; position: number };

/**
 * "Parse an origin-bound one-time code message" of WICG sms-one-time-codes, section 2.2, step by step. It ignores what
 * stands behind the fields it knows, so that a message can be valid without being exactly `@host #code`.
 */
export function parseOriginBoundCode(message: string): OriginBoundCode | null {
  const lines = message.replace(/\r\n?/g, "\n").split("\n");
  const cursor: Cursor = { line: lines.at(-1) ?? "", position: 0 };
  const host = markedToken(cursor, "@");
  if (host === null || cursor.line[cursor.position] !== " ") return null;
  cursor.position += 1;
  const code = markedToken(cursor, "#");
  if (code === null) return null;
  if (cursor.line[cursor.position] !== " ") return { host, code, embeddedHost: null };
  cursor.position += 1;
  return { host, code, embeddedHost: markedToken(cursor, "@") };
}

/** "Extract a marked token": what follows the marker, up to ASCII whitespace. */
function markedToken(cursor: Cursor, marker: "@" | "#"): string | null {
  if (cursor.line[cursor.position] !== marker) return null;
  const token = /^[^\t\n\f\r ]*/.exec(cursor.line.slice(cursor.position + 1))?.[0] ?? "";
  cursor.position += 1 + token.length;
  return token === "" ? null : token;
}
