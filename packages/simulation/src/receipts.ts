import type { DeliveryStatus } from "@sixdigit/auth";
import { DELIVERY_STATUSES, statusesBefore } from "@sixdigit/sms";
import { PROPERTIES } from "./properties.ts";
import type { World } from "./world.ts";

const PROVIDER = "simulated";
const MONTH_MS = 30 * 86_400_000;
const COURSES: readonly (readonly DeliveryStatus[])[] = [
  ["sent", "delivered"],
  ["sent", "failed"],
  ["failed", "delivered"],
];

/** The reports of a provider about the messages that it took. They come when they like, and some of them twice. */
export function createReceipts(world: World) {
  const { random, scheduler, journal, port, deliveries } = world;
  const statuses = new Map<string, DeliveryStatus>();
  const underway: { messageId: string; to: DeliveryStatus; place: number; sentAt: number }[] = [];
  const places = new Map<string, number>();

  world.onAccepted(({ messageId, challengeId }) => {
    const at = new Date(world.now());
    const row = { id: world.newId(), challengeId, provider: PROVIDER, providerMessageId: messageId };
    const unknown = { phoneHash: "hash", country: "US", errorCode: null, segments: null, price: null };
    scheduler.later("deliveries.recordDelivery", async () => {
      await deliveries.recordDelivery({ ...row, ...unknown, status: "queued", createdAt: at, updatedAt: at });
      statuses.set(messageId, "queued");
    });
    for (const [place, to] of random.pick(COURSES).entries())
      underway.push({ messageId, to, place, sentAt: at.getTime() });
  });

  return {
    /** How many are on their way. After a month none comes any more; deliveries are not kept for ever. */
    underway(): number {
      const fresh = underway.filter(({ sentAt }) => world.now() - sentAt < MONTH_MS);
      underway.splice(0, underway.length, ...fresh);
      return underway.length;
    },
    /** One of those that are on their way arrives. */
    async arrive(): Promise<void> {
      const index = random.below(underway.length);
      const receipt = underway[index];
      if (!receipt) return;
      const { messageId, to, place } = receipt;
      if (random.chance(0.3)) journal.met("fault: receipt doubled");
      else underway.splice(index, 1);
      if (place < (places.get(messageId) ?? 0)) journal.met("fault: receipt out of order");
      places.set(messageId, Math.max(place, places.get(messageId) ?? 0));
      const move = { provider: PROVIDER, providerMessageId: messageId, from: statusesBefore(to), to };
      await scheduler.start({ name: `receipt ${to} of ${messageId}`, process: -1 }, async () => {
        const statement = async () => {
          const outcome = await deliveries.moveDelivery({
            ...move,
            errorCode: null,
            at: new Date(world.now()),
          });
          const before = statuses.get(messageId);
          const isForward =
            before !== undefined && DELIVERY_STATUSES.indexOf(to) > DELIVERY_STATUSES.indexOf(before);
          const expected = before === undefined ? "unknown" : isForward ? "moved" : "kept";
          journal.met(`receipt: ${outcome}`);
          journal.hold(PROPERTIES.receipts, outcome === expected);
          if (isForward) statuses.set(messageId, to);
        };
        await port("deliveries.moveDelivery", statement).catch(() => undefined);
      });
    },
  };
}
