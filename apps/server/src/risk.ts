import { StartError } from "@sixdigit/contracts";
import { loadConfig, readEnvironment } from "./config.ts";
import { describeRisk } from "./risk/describe-risk.ts";

try {
  const { lines, warnings } = describeRisk(loadConfig(readEnvironment()));
  process.stdout.write(
    `${[...lines, "", ...warnings.map((each) => `Warning: ${each}`)].join("\n").trimEnd()}\n`,
  );
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
