/** A country's part of the numbers: what stands in front, and how many digits of ours follow. */
type Range = { prefix: string; digits: number };

const US_AREAS = [212, 213, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 720, 808, 816, 917];

/** Mobile ranges of several countries, so that no country's and no range's budget is what is measured. */
const RANGES: readonly Range[] = [
  ...US_AREAS.map((area) => ({ prefix: `+1${area}5`, digits: 6 })),
  ...[4, 5].map((second) => ({ prefix: `+447${second}`, digits: 8 })),
  ...[2, 3, 4, 5, 6, 7, 8].map((second) => ({ prefix: `+336${second}`, digits: 7 })),
  ...[1, 2, 3, 4, 5].map((second) => ({ prefix: `+9198${second}`, digits: 7 })),
  ...[6, 7, 8].map((second) => ({ prefix: `+55119${second}`, digits: 7 })),
];

/** Has no factor in common with a power of ten, so multiplying by it visits every number before any twice. */
const STRIDE = 618_033_989;

/** The phone number of somebody: unique for each index below 30 million, and far from that of the next index. */
export function phoneNumberOf(index: number): string {
  const range = RANGES[index % RANGES.length] as Range;
  const turn = Math.floor(index / RANGES.length);
  const subscriber = Number((BigInt(turn) * BigInt(STRIDE)) % 10n ** BigInt(range.digits));
  return range.prefix + String(subscriber).padStart(range.digits, "0");
}

/** An address of their own for everybody, of the block for benchmarks and of private networks (RFC 2544, RFC 1918). */
export function addressOf(index: number): string {
  const scattered = (index * 7_919) % 2 ** 24;
  return `10.${scattered >> 16}.${(scattered >> 8) & 255}.${scattered & 255}`;
}
