import { z } from "zod";
import { msg91Verdict } from "./msg91-outcomes.ts";
import type { ProviderAnswer } from "./provider-call.ts";
import type { SendResult } from "./sender.ts";
import { AMBIGUOUS, outcomeOfStatus, TRANSIENT } from "./verdict.ts";

const text = z.string().optional().catch(undefined);
/** 24 hexadecimal digits, as a request id or, in older answers, as the message. */
const requestId = z
  .string()
  .regex(/^[0-9a-fA-F]{24}$/)
  .optional()
  .catch(undefined);
/** Some answers say `msg_type` and `msg` where most say `type` and `message`. */
const flowAnswer = z
  .object({
    type: text,
    msg_type: text,
    message: text,
    msg: text,
    request_id: requestId,
    code: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  })
  .transform(({ type, msg_type, message, msg, request_id, code }) => ({
    type: type ?? msg_type,
    message: message ?? msg ?? "",
    id: request_id ?? requestId.parse(message ?? msg),
    code,
  }));

/** What became of a message, by what MSG91 answered when it was given it. */
export function readMsg91Answer(answer: ProviderAnswer): SendResult {
  if (answer.kind === "not-connected") return { ...TRANSIENT, errorCode: answer.kind };
  if (answer.kind === "no-answer") return { ...AMBIGUOUS, errorCode: answer.kind };
  const { status, body } = answer;
  const read = flowAnswer.safeParse(body).data;
  if (read?.type === "error") {
    return { errorCode: `http-${status}`, ...msg91Verdict({ code: read.code, text: read.message }, status) };
  }
  if (status < 200 || status >= 300) {
    return { outcome: outcomeOfStatus(status), errorCode: `http-${status}` };
  }
  if (read?.type !== "success") return { ...AMBIGUOUS, errorCode: "bad-answer" };
  return { outcome: "accepted", ...(read.id !== undefined && { providerMessageId: read.id }) };
}
