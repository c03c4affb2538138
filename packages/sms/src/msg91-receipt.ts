import { z } from "zod";
import type { DeliveryStatus } from "./delivery-status.ts";
import { plainCode, type Receipt, ReceiptError } from "./receipt.ts";

/** MSG91's report codes, and the words that its newer webhooks use. */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
  ["1", "delivered"],
  ["2", "failed"],
  ["9", "failed"], // NDNC: the number is on India's do-not-call list
  ["16", "failed"], // rejected
  ["17", "failed"], // blocked number
  ["25", "failed"], // rejected
  ["delivered", "delivered"],
  ["failed", "failed"],
  ["rejected", "failed"],
  ["ndnc", "failed"],
  ["blocked", "failed"],
  ["sent", "sent"],
  ["submitted", "sent"],
  ["pending", "queued"],
  ["queued", "queued"],
]);

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const status = z.union([z.string().max(64), z.int().transform(String)]);
/** What it cost, in MSG91's credits; in some reports as text. */
const credit = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);

/** v3 and "Webhook (New)": one flat object, whose names the account's owner may have chosen among more. */
const flat = z
  .object({ requestId: id, status, credit })
  .transform((given) => [receiptOf(given.requestId, given.status, given.credit)]);

/** v2: requests with a report for each number, as JSON in the form field `data`. */
const requests = z
  .array(z.object({ requestId: id, report: z.array(z.object({ status, credit })).max(1000) }))
  .min(1)
  .max(1000)
  .transform((list) =>
    list.flatMap(({ requestId, report }) =>
      report.map((each) => receiptOf(requestId, each.status, each.credit)),
    ),
  );
const formField = z.object({ data: z.string() });

/**
 * v4: events. As documented they name a message by `INMSID` alone, which MSG91 does not tell when it takes the message: then
 * no delivery is found by it. Where the account lets `requestId` be among the fields, that decides.
 */
const event = z
  .object({ requestId: id.optional(), INMSID: id.optional() })
  .refine(({ requestId, INMSID }) => requestId !== undefined || INMSID !== undefined);
const events = z
  .array(z.object({ event: status, data: z.array(event).max(1000) }))
  .min(1)
  .max(1000)
  .transform((list) =>
    list.flatMap(({ event: reported, data }) =>
      data.map(({ requestId, INMSID }) => receiptOf(requestId ?? INMSID ?? "", reported)),
    ),
  );

/**
 * Reads a delivery report of MSG91 in any of its four shapes. They are not signed: the secret in their address is all
 * that tells them from a stranger's. A status that is not in the list is `unknown`, which changes nothing.
 *
 * @param body the parsed JSON, or the fields of the form
 * @throws ReceiptError for every other shape
 */
export function readMsg91Receipt(body: unknown): Receipt[] {
  const form = formField.safeParse(body);
  const read = form.success
    ? requests.safeParse(parseJson(form.data.data))
    : z.union([flat, events]).safeParse(body);
  if (!read.success) throw new ReceiptError("it has none of the documented shapes");
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReceiptError("its field data is not JSON");
  }
}

function receiptOf(providerMessageId: string, reported: string, credits?: string): Receipt {
  const known = STATUSES.get(reported.trim().toLowerCase()) ?? "unknown";
  const isNumber = credits !== undefined && /^[0-9]{1,6}(\.[0-9]{1,6})?$/.test(credits);
  return {
    providerMessageId,
    status: known,
    ...(known === "failed" && { errorCode: plainCode(reported) }),
    ...(isNumber && { price: `${credits} credit` }),
  };
}
