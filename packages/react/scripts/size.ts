// What an app has to load for the sign-in (`pnpm size`), in kB after gzip, React apart; and what our own page loads in all.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COMPONENT, HOOKS, LIMITS } from "./limits.ts";
import { measure, measurePage } from "./measure.ts";

const page = fileURLToPath(new URL("../../../apps/web/dist/index.html", import.meta.url));
if (!existsSync(page)) throw new Error("The web app is not built: run `npx -y pnpm@12 build` first.");

const hooks = await measure(HOOKS);
const component = await measure(COMPONENT);
tell(HOOKS.join(", "), hooks.first, LIMITS.hooks);
tell("<PhoneSignIn /> at once", component.first, LIMITS.component);
tell("<PhoneSignIn /> with the numbering plans", component.all, LIMITS.componentWithPlans);
tell("the first view of the web app, with React", measurePage(page), LIMITS.firstView);

function tell(name: string, bytes: number, limit: number): void {
  process.stdout.write(`${name.padEnd(44)} ${(bytes / 1000).toFixed(1)} kB of ${limit} kB\n`);
  if (bytes > limit * 1000) process.exitCode = 1;
}
