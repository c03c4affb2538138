import { AuthError, StartError } from "@sixdigit/contracts";
import { loadConfig, readEnvironment } from "./config.ts";
import { carryOut } from "./ops/carry-out.ts";
import { openOperations } from "./ops/open-operations.ts";
import { HELP, readOrder } from "./ops/read-order.ts";

/** Exits with 0 when it is done, 1 when it is not, and 2 when the order was not understood. */
async function main(): Promise<void> {
  let order: ReturnType<typeof readOrder>;
  try {
    order = readOrder(process.argv.slice(2));
  } catch (error) {
    return fail(error, 2);
  }
  if (order === "help") return print(HELP);
  try {
    const operations = await openOperations(loadConfig(readEnvironment()));
    try {
      print(await carryOut(order, operations));
    } finally {
      await operations.close();
    }
  } catch (error) {
    fail(error, 1);
  }
}

function fail(error: unknown, exitCode: number): void {
  process.exitCode = exitCode;
  process.stderr.write(`${explain(error)}\n`);
}

function explain(error: unknown): string {
  if (error instanceof StartError) return error.message;
  const isAway = error instanceof AuthError && error.code === "UNAVAILABLE";
  if (isAway) return "The database (or Redis) does not answer, so this is not known to be done. Try again.";
  return String((error as Error).stack ?? error);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main();
