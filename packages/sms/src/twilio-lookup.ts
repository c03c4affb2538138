import { z } from "zod";
import { callProvider, type ProviderRequest } from "./provider-call.ts";
import { type Receipt, ReceiptError } from "./receipt.ts";
import { twilioCode } from "./twilio-outcomes.ts";
import { readTwilioPrice } from "./twilio-price.ts";
import { readTwilioReceipt } from "./twilio-receipt.ts";

const message = z.object({
  sid: z.string(),
  status: z.string(),
  error_code: twilioCode.nullish().catch(null),
  price: z.unknown().optional(),
  price_unit: z.unknown().optional(),
});

/**
 * What Twilio's Messages API says of a message now (`GET .../Messages/{sid}.json`): the same as its receipt would, and the
 * price, which is known some time after the message was sent.
 *
 * @returns undefined when Twilio does not say
 */
export async function lookUpTwilioMessage(
  request: Omit<ProviderRequest, "body">,
  signal: AbortSignal,
): Promise<Receipt | undefined> {
  const answer = await callProvider({ ...request, method: "GET" }, signal);
  const found = message.safeParse(
    answer.kind === "answer" && answer.status === 200 ? answer.body : undefined,
  );
  if (!found.success) return undefined;
  const { sid, status, error_code } = found.data;
  const price = readTwilioPrice(found.data.price, found.data.price_unit);
  const fields = { MessageSid: sid, MessageStatus: status, ErrorCode: error_code ? `${error_code}` : "" };
  try {
    const [receipt] = readTwilioReceipt(fields);
    return receipt && { ...receipt, ...(price && { price: `${price.amount} ${price.currency}` }) };
  } catch (error) {
    if (error instanceof ReceiptError) return undefined;
    throw error;
  }
}
