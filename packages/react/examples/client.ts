import type { AppRouter } from "@sixdigit/api";
import { createTRPCClient, httpLink } from "@trpc/client";

export const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/trpc" })] });
