// `pnpm db:migrate`: brings the schema of DATABASE_URL up to date and ends, for a role that the server does not run as.
import { StartError } from "@sixdigit/contracts";
import { applyMigrations } from "@sixdigit/db/postgres";
import { readEnvironment } from "./config.ts";
import { withSecretFiles } from "./secret-files.ts";

try {
  const { variables, wrong } = withSecretFiles(readEnvironment());
  const { DATABASE_URL: url } = variables;
  if (!url || wrong.length > 0)
    throw new StartError([...wrong, ...(url ? [] : ["DATABASE_URL: is required"])].join("\n"));
  await applyMigrations(url);
  process.stdout.write("The schema is up to date.\n");
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
