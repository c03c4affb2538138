import { channel } from "node:diagnostics_channel";
import { createServer } from "node:http";
import { expect, it } from "vitest";
import { followRequest } from "../src/request-progress.ts";
import { closedPort, listen } from "./fakes/loopback.ts";

it("tells a request that left from one that did not, as long as the runtime tells", async () => {
  await using answering = await listen(createServer((_, response) => response.end()));
  const answered = followRequest(() => fetch(`http://127.0.0.1:${answering.port}`));
  await answered.result;
  expect(answered.mayHaveLeft()).toBe(true);

  const port = await closedPort();
  const failing = followRequest(() => fetch(`http://127.0.0.1:${port}`));
  await expect(failing.result).rejects.toThrow();
  expect(failing.mayHaveLeft()).toBe(false);

  // A call that never becomes a request of fetch's cannot be told.
  const other = followRequest(() => Promise.reject(new Error("failed")));
  await expect(other.result).rejects.toThrow();
  expect(other.mayHaveLeft()).toBe(true);
});

it("believes nothing any more once an answer came to a request that it did not see leave", async () => {
  const create = async () => channel("undici:request:create").publish({ request: {} });
  const failing = () => followRequest(() => create().then(() => Promise.reject(new Error("failed"))));
  const before = failing();
  await expect(before.result).rejects.toThrow();
  expect(before.mayHaveLeft()).toBe(false);

  await followRequest(create).result;

  const after = failing();
  await expect(after.result).rejects.toThrow();
  expect(after.mayHaveLeft()).toBe(true);
});
