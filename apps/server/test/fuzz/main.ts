// `pnpm fuzz`: five minutes. `--minutes 60`: so many. `--seed 42`: other texts. `--only cookie`: targets of that name.
import { parseArgs } from "node:util";
import { watchCoverage } from "@sixdigit/testing/coverage";
import { fuzz } from "./fuzz.ts";
import { statusOf } from "./send-raw.ts";
import { receivingReports, withoutLimits } from "./settings.ts";
import { type Target, targets } from "./targets.ts";

const print = (line: string) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});

const taken = await watchCoverage(/\/(?:apps|packages)\/[a-z-]+\/src\//, { counts: true });
// The sources are loaded when they are already being watched.
const { startApp } = await import("../support/start-app.ts");
const app = await startApp({ ...receivingReports, ...withoutLimits });
// The looks for a message that is not there take a second; here it is the reading that counts.
app.parts.deliveries.moveDelivery = async () => "kept";
app.parts.sender.sendCode = async () => "accepted";

const chosen = targets.filter(({ name }) => name.includes(values.only));
const each = (Number(values.minutes) * 60_000) / chosen.length;
const send = (target: Target, text: string) => statusOf(app.url, target.sent(text));
let inputs = 0;
let crashes = 0;
for (const target of chosen) {
  const ends = performance.now() + each;
  const goesOn = () => performance.now() < ends;
  const found = await fuzz({ target, seed: Number(values.seed), goesOn, send, taken });
  print(
    `${String(found.inputs).padStart(7)} texts, ${String(found.kept).padStart(4)} new ways  ${target.name}`,
  );
  for (const { text, status } of found.crashes) print(`CRASH (${status}): ${JSON.stringify(text)}`);
  inputs += found.inputs;
  crashes += found.crashes.length;
}
print(`\n${inputs} texts; ${crashes} crashes`);
await app[Symbol.asyncDispose]();
if (crashes > 0) process.exitCode = 1;
