import { accountProcedures } from "./routers/account-procedures.ts";
import { authRouter } from "./routers/auth-router.ts";
import { sessionRouter } from "./routers/session-router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({ auth: authRouter, session: { ...sessionRouter, ...accountProcedures } });

export type AppRouter = typeof appRouter;
