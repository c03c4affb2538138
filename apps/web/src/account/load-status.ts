import type { UseQueryResult } from "@tanstack/react-query";

type Loaded = Pick<UseQueryResult, "data" | "errorUpdateCount">;

/** What a section shows of a query: the latest answer, whatever came after it; else a failure, also while it is asked anew. */
export function loadStatus({ data, errorUpdateCount }: Loaded): "ready" | "failed" | "loading" {
  if (data !== undefined) return "ready";
  return errorUpdateCount > 0 ? "failed" : "loading";
}
