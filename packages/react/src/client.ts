import type { AppRouter } from "@sixdigit/api";
import type { TRPCClient } from "@trpc/client";

/** Any tRPC client whose router has the two of ours: a client of a larger router is one as well. */
export type SignInClient = Pick<TRPCClient<AppRouter>, "auth" | "session">;
