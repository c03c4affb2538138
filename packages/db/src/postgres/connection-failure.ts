/** The ways in which a server, or the way to it, can be gone: codes of sockets, and of Postgres (appendix A). */
const SOCKET = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
];
const SERVER = [
  "08000", // connection exception, and its kinds
  "08001",
  "08003",
  "08004",
  "08006",
  "53300", // too many connections
  "57014", // the statement timeout
  "57P01", // the server is shutting down
  "57P02",
  "57P03", // the server is starting up
];
/** pg throws these without a code. */
const MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end/;

/** Whether an error of pg or Prisma, or anything that caused it, says that the database does not answer. */
export function isUnreachable(error: unknown): boolean {
  return chainOf(error).some(
    ({ code, originalCode, message }) =>
      [code, originalCode].some((each) => isCode(each)) || MESSAGES.test(String(message ?? "")),
  );
}

type Failure = { code?: unknown; originalCode?: unknown; message?: unknown; cause?: unknown };

const isCode = (code: unknown) =>
  typeof code === "string" && [...SOCKET, ...SERVER, ...PRISMA].includes(code);

/** Prisma's names (reference of its errors): not reachable, timed out, closed, no free connection, no transaction. */
const PRISMA = ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"];

/** An error, what caused it, what caused that, and so on. */
export function chainOf(error: unknown): Failure[] {
  const chain: Failure[] = [];
  for (let each = error; typeof each === "object" && each !== null && chain.length < 8; ) {
    chain.push(each);
    each = (each as Failure).cause;
  }
  return chain;
}
