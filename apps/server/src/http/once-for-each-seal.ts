import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

/** What a browser keeps of a cookie (RFC 6265bis, 5.6); ours are a tenth of it. */
const MAX_LENGTH = 4096;
const MAX_GOOD = 10_000;
const MAX_BAD = 1_000;

/**
 * Opening a seal costs about a millisecond of CPU, more than the rest of a session's check: so it is paid once for each
 * value, also when many requests bring it at once. What was found is kept under a hash of the seal, at most until the seal
 * itself runs out. Seals that open nothing are kept apart, so that garbage pushes out nobody.
 *
 * @param open undefined for a seal that opens nothing; must not throw
 * @returns the same function, and one to tell what is in a seal that was just made
 */
export function onceForEachSeal<Value extends object>(
  open: (seal: string) => Promise<Value | undefined>,
): {
  open(seal: string): Promise<Value | undefined>;
  know(seal: string, value: Value): void;
} {
  const good = new LRUCache<string, Value>({
    max: MAX_GOOD,
    ttlResolution: 0,
    perf: { now: () => Date.now() },
  });
  const bad = new LRUCache<string, true>({ max: MAX_BAD });
  const opening = new Map<string, Promise<Value | undefined>>();

  async function openAndKeep(key: string, seal: string): Promise<Value | undefined> {
    const value = await open(seal);
    if (value) good.set(key, value, { ttl: millisecondsLeft(seal) });
    else bad.set(key, true);
    return value;
  }

  return {
    async open(seal) {
      if (seal.length > MAX_LENGTH) return undefined;
      const key = keyOf(seal);
      const known = good.get(key);
      if (known || bad.has(key)) return known;
      const started = opening.get(key) ?? openAndKeep(key, seal);
      opening.set(key, started);
      return started.finally(() => opening.delete(key));
    },
    know: (seal, value) => void good.set(keyOf(seal), value, { ttl: millisecondsLeft(seal) }),
  };
}

function keyOf(seal: string): string {
  return createHash("sha256").update(seal).digest("base64");
}

/** The sixth field of a seal, which its MAC covers, is when it runs out. */
function millisecondsLeft(seal: string): number {
  return Math.max(1, Number(seal.split("*")[5]) - Date.now());
}
