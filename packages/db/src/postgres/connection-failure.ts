/** What sockets, Postgres (its manual, appendix A), Prisma and its adapter call a server that does not answer. */
const UNREACHABLE = new Set([
  ...[
    "ECONNREFUSED",
    "ECONNRESET",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EPIPE",
  ],
  // Connection exceptions; too many connections; the statement and the lock timeout; shutting down, crashed, starting up, idle too long.
  ...[
    "08000",
    "08001",
    "08003",
    "08004",
    "08006",
    "08007",
    // A pooler's own, which may stand between a statement and its answer.
    "08P01",
    "53300",
    "57014",
    "55P03",
    "57P01",
    "57P02",
    "57P03",
    "57P05",
  ],
  // It answers but cannot be used: read-only after a failover; another password or no database of this name any more;
  // out of disk or memory; a fault of its disk; a deadlock or a serialization failure.
  ...["25006", "28000", "28P01", "3D000", "53100", "53200", "58030", "40P01", "40001", "40003"],
  ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"],
  ...["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"],
  ...["AuthenticationFailed", "DatabaseAccessDenied", "DatabaseDoesNotExist", "TransactionWriteConflict"],
]);

/**
 * Of these, what proves that nothing was written and that nothing will be: no connection was made, or Postgres says itself that
 * the statement was broken off, and then it is undone as a whole.
 */
const WITHOUT_EFFECT = new Set([
  ...[
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "08001",
    "08004",
    "53300",
    "57P03",
    "28000",
    "28P01",
    "3D000",
  ],
  ...["P1001", "P2024", "DatabaseNotReachable", "TooManyConnections"],
  ...["AuthenticationFailed", "DatabaseAccessDenied", "DatabaseDoesNotExist"],
  ...["25006", "53100", "53200", "57014", "55P03", "40P01", "40001", "P2034", "TransactionWriteConflict"],
]);

/** pg throws these without a code. */
const WITHOUT_CODE =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error/;

const NO_CONNECTION = /timeout exceeded when trying to connect/;

type Failure = {
  code?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
};

/** Whether an error of pg or Prisma, or anything that caused it, says that the database does not answer. */
export function isUnreachable(error: unknown): boolean {
  return namesIn(error).length > 0;
}

/** Whether such an error says for certain that what was asked for has not happened; one cause that leaves it open is enough. */
export function isWithoutEffect(error: unknown): boolean {
  const names = namesIn(error);
  return names.length > 0 && names.every((name) => WITHOUT_EFFECT.has(name) || NO_CONNECTION.test(name));
}

/** What in an error and its causes tells of a database that does not answer. */
function namesIn(error: unknown): string[] {
  return causesOf(error).flatMap(({ code, kind, originalCode, message }) => {
    const names = [code, kind, originalCode].filter((name) => typeof name === "string");
    return [
      ...names.filter((name) => UNREACHABLE.has(name)),
      ...(WITHOUT_CODE.test(String(message)) ? [String(message)] : []),
    ];
  });
}

/** An error, what caused it, what caused that. Prisma keeps the cause of a raw query's failure in a place of its own. */
export function causesOf(error: unknown): Failure[] {
  if (typeof error !== "object" || error === null) return [];
  const { cause, meta }: Failure = error;
  return [error, ...causesOf(meta?.driverAdapterError), ...causesOf(cause)];
}
