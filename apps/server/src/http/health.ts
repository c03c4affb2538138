import express, { type Router } from "express";

/** `/livez`: the process answers. `/readyz`: it can serve, which is asked of what it depends on. */
export function health(isReady: () => boolean | Promise<boolean>): Router {
  const router = express.Router();
  router.get("/livez", (_req, res) => void res.json({ status: "ok" }));
  router.get("/readyz", async (_req, res) => {
    const ready = await isReady();
    res.status(ready ? 200 : 503).json({ status: ready ? "ok" : "unavailable" });
  });
  return router;
}
