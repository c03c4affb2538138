import { expect, it } from "vitest";
import { createFailureLog } from "../src/http/failure-log.ts";
import { answerErrors } from "../src/http/refuse.ts";

it.each([
  ["is told to nobody where all was answered", true],
  ["ends an answer that is not whole", false],
])("an error that comes after the head of the answer %s", (_case, writableEnded) => {
  const logged: string[] = [];
  const log = { error: (_about: object, text: string) => logged.push(text) };
  let isDestroyed = false;
  const res = {
    headersSent: true,
    writableEnded,
    getHeader: () => "id",
    destroy: () => (isDestroyed = true),
  };
  const answer = answerErrors(createFailureLog(log as never));
  answer(new Error("late"), {} as never, res as never, () => expect.unreachable());
  expect(isDestroyed).toBe(!writableEnded);
  expect(logged).toEqual(["request failed"]);
});
