import { StartError } from "@sixdigit/contracts";
import { readEnvironment } from "./config.ts";
import { readTestOrder, sendTestMessage } from "./send-test-message.ts";

const print = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const order = readTestOrder(process.argv.slice(2), readEnvironment());
  process.exitCode = (await sendTestMessage(order, print)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
