import { expect } from "vitest";
import type { Answer } from "./http-client.ts";

/** The documented refusal, as REST has it or as tRPC does. */
function refusalIn({ body }: Answer) {
  const { success, message, code, authCode, requestId } = body.error?.data ?? body;
  return { success, message, code: authCode ?? code, requestId };
}

/** It is refused so, in the documented shape, on whichever surface. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  expect([answer.status, refusalIn(answer)]).toEqual([
    status,
    {
      success: false,
      message: expect.stringMatching(/./),
      code,
      requestId: answer.headers.get("x-request-id"),
    },
  ]);
}
