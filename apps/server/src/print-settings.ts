// `pnpm settings`: prints what the server would start with, without secrets, or what is wrong with it.
import { StartError } from "@sixdigit/contracts";
import { loadConfig, readEnvironment } from "./config.ts";
import { describeConfig } from "./describe-config.ts";

try {
  process.stdout.write(`${describeConfig(loadConfig(readEnvironment()))}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
