// The server as it is run, without the pages; instead of them are two that fail where nobody catches it.
import { serve } from "../../../src/serve.ts";

const failures: Record<string, () => void> = {
  "/throws-later": () => setTimeout(() => throwOnPurpose()),
  "/rejects": () => void Promise.reject(new Error("on purpose")),
};

function throwOnPurpose(): never {
  throw new Error("on purpose");
}

await serve(() => ({
  web: (req, res) => {
    failures[req.path]?.();
    res.status(404).end();
  },
}));
