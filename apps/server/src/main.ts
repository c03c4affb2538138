import { fileURLToPath } from "node:url";
import { builtWebApp } from "./http/web-app.ts";
import { serve } from "./serve.ts";

const dist = fileURLToPath(new URL("../../web/dist/", import.meta.url));

await serve(({ isProduction }) => ({ web: builtWebApp(dist, { isProduction }) }));
