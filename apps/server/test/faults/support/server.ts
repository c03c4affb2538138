// The server as it is run, without the pages.
import { serve } from "../../../src/serve.ts";

await serve(() => ({ web: (_req, res) => void res.status(404).end() }));
