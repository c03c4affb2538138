// Express and tRPC with a procedure that does nothing: what the framework itself costs.
import { createServer } from "node:http";
import { initTRPC } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import express from "express";
import { z } from "zod";

const { procedure, router } = initTRPC.create();
const output = z.object({ user: z.object({ id: z.string(), phoneNumber: z.string() }) });
const user = { id: "019aa0de-0000-7000-8000-000000000000", phoneNumber: "+1415•••••32" };
const appRouter = router({ session: router({ current: procedure.output(output).query(() => ({ user })) }) });

const app = express();
app.use("/trpc", createExpressMiddleware({ router: appRouter }));
const server = createServer(app);
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => process.stdout.write(`ready ${server.address().port}\n`));
