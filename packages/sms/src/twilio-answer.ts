import { z } from "zod";
import type { ProviderAnswer } from "./provider-call.ts";
import type { SendResult } from "./sender.ts";
import { twilioCode, twilioVerdict } from "./twilio-outcomes.ts";
import { readTwilioPrice } from "./twilio-price.ts";
import { AMBIGUOUS, TRANSIENT } from "./verdict.ts";

const createdMessage = z.object({
  sid: z.string().regex(/^[SM]M[0-9a-fA-F]{32}$/),
  status: z.string(),
  error_code: twilioCode.nullish().catch(null),
  num_segments: z.coerce.number().int().positive().max(100).optional().catch(undefined),
  price: z.unknown().optional(),
  price_unit: z.unknown().optional(),
});
const refusal = z.object({ code: twilioCode });

const FAILED_AT_ONCE = new Set(["failed", "undelivered", "canceled"]);

/** What became of a message, by what Twilio answered when it was given it. */
export function readTwilioAnswer(answer: ProviderAnswer): SendResult {
  if (answer.kind === "not-connected") return { ...TRANSIENT, errorCode: answer.kind };
  if (answer.kind === "no-answer") return { ...AMBIGUOUS, errorCode: answer.kind };
  const { status, body } = answer;
  if (status < 200 || status >= 300) {
    const code = refusal.safeParse(body).data?.code;
    return { ...twilioVerdict(code, status), errorCode: code?.toString() ?? `http-${status}` };
  }
  const created = createdMessage.safeParse(body).data;
  return created ? readCreated(created) : { ...AMBIGUOUS, errorCode: "bad-answer" };
}

function readCreated(created: z.output<typeof createdMessage>): SendResult {
  const { sid, status, error_code, num_segments } = created;
  const price = readTwilioPrice(created.price, created.price_unit);
  const failed = FAILED_AT_ONCE.has(status);
  return {
    // A message that failed at once is refused by what its code says, or, without one, for good.
    ...(failed ? twilioVerdict(error_code ?? undefined, 400) : { outcome: "accepted" }),
    providerMessageId: sid,
    ...(num_segments !== undefined && { segments: num_segments }),
    ...(failed && { errorCode: error_code?.toString() ?? status }),
    ...(price && { price }),
  };
}
