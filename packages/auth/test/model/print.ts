// Explores the models and looks for each seeded mistake: `pnpm model`.
import { sessionProperties } from "../../model/session.ts";
import { signInProperties } from "../../model/sign-in.ts";
import { seededMistakes, sessionScopes, signInScopes } from "./scopes.ts";

const print = (line: string) => process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

let states = 0;
for (const { name, explore } of [...signInScopes, ...sessionScopes]) {
  const since = performance.now();
  const found = explore();
  states += found.states;
  print(`${name}: ${found.states} states, ${found.steps} steps, ${seconds(since)}`);
  if (found.broken) {
    print(`  BROKEN: ${found.broken.property}\n    ${found.broken.trace.join("\n    ")}`);
    process.exitCode = 1;
  }
}
print(`\n${states} states, of which none breaks any of these:`);
for (const property of [...signInProperties, ...sessionProperties]) print(`  ${property}`);

print(`\n${seededMistakes.length} mistakes, each with the shortest way to a violation:`);
for (const { words, find } of seededMistakes) {
  const broken = find();
  print(`\n${words}${broken ? `, against "${broken.property}"` : ": NOT FOUND"}`);
  for (const [index, label] of (broken?.trace ?? []).entries()) print(`  ${index + 1}. ${label}`);
  if (!broken) process.exitCode = 1;
}
print(`\nin ${seconds(began)}`);
