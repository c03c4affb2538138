import { createHash } from "node:crypto";

/** Bytes that look random and are the same in every run with the same seed. Never for anything but tests. */
export function seededBytes(seed: string): (length: number) => Uint8Array {
  let calls = 0;
  return (length) => {
    const bytes = createHash("sha512").update(`${seed}:${calls++}`).digest();
    if (length > bytes.length) throw new RangeError(`at most ${bytes.length} bytes at a time`);
    return bytes.subarray(0, length);
  };
}

/** UUIDs (version 7 in form) that count upwards. */
export function countingIds(): () => string {
  let calls = 0;
  return () => `01900000-0000-7000-8000-${(++calls).toString(16).padStart(12, "0")}`;
}
