import { type AuthStore, defaultPolicy, type SignIn, type User } from "@sixdigit/auth";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { PROPERTIES } from "./properties.ts";
import type { Task } from "./scheduler.ts";

/** After which the codes in the store are looked at. */
const OF_CODES: ReadonlySet<string> = new Set([
  ...["openChallenge", "claimSend", "claimHolderAttempt", "claimStrangerAttempt"],
  ...["completeSignIn", "deleteAccount"],
]);

type Given = { store: AuthStore; ledger: Ledger; journal: Journal };
type Carried = { args: unknown[]; result: unknown; task: Task };

/** Looks, past the ports, at what the store holds after a statement. */
export function createStoreLook({ store, ledger, journal }: Given) {
  return async (name: string, { args, result, task }: Carried): Promise<void> => {
    for (const id of OF_CODES.has(name) ? ledger.challenges.keys() : []) {
      const found = await store.findChallenge(id);
      if (found) ledger.stands(found);
    }
    if (name !== "completeSignIn" || !result) return;
    const [[{ now: at }], { user }] = [args as [SignIn], result as { user: User }];
    const live = await store.listSessions(user.id, at);
    journal.hold(PROPERTIES.few, live.length <= (task.policy ?? defaultPolicy).maxSessions);
  };
}
