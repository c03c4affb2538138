import type { AccountData } from "../account-data.ts";
import type { AuthDeps } from "../deps.ts";
import type { User } from "../model.ts";

/** All that is kept of somebody, for that person (GDPR Art. 15 and 20). Of secrets there are only hashes, and none is in it. */
export const exportAccount =
  (deps: AuthDeps) =>
  async ({ user }: { user: User }): Promise<AccountData & { user: User }> => ({
    user,
    ...(await deps.store.readAccount({ userId: user.id, phoneHash: deps.audit.phoneHashOf(user.phone) })),
  });
