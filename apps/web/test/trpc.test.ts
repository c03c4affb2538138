import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { createQueryClient } from "../src/trpc.ts";

const refusal = (authCode: string) => Object.assign(new Error(authCode), { data: { authCode } });

test.each([
  ["that nobody is signed in ends the session", refusal("UNAUTHENTICATED"), 1],
  ["another refusal does not", refusal("UNAVAILABLE"), 0],
  ["no answer does not", new TypeError("fetch failed"), 0],
])("a query asks once, and %s", async (_, error, times) => {
  let over = 0;
  let asked = 0;
  const queryClient = createQueryClient(() => over++);
  const queryFn = () => {
    asked++;
    throw error;
  };
  const query = new QueryObserver(queryClient, { queryKey: ["list"], queryFn });
  const unsubscribe = query.subscribe(() => {});
  await expect.poll(() => query.getCurrentResult().status).toBe("error");
  expect({ asked, over }).toEqual({ asked: 1, over: times });
  unsubscribe();
  queryClient.clear();
});
