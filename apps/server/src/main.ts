import { fileURLToPath } from "node:url";
import { pageSettings } from "./http/page-settings.ts";
import { builtWebApp } from "./http/web-app.ts";
import { serve } from "./serve.ts";

const dist = fileURLToPath(new URL("../../web/dist/", import.meta.url));

await serve((config) => ({ web: builtWebApp(dist, pageSettings(config)) }));
