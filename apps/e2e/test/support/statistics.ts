const TOLERANCE_MS = 5;
/** Of the standard normal distribution, two-sided: p = 0.01. */
const Z_OF_ONE_PERCENT = 2.576;

/** Whether two sets of times are alike: medians less than 5 ms apart, or no difference by the Mann-Whitney test at p = 0.01. */
export function areAlike(one: readonly number[], other: readonly number[]): boolean {
  return (
    Math.abs(median(one) - median(other)) < TOLERANCE_MS ||
    Math.abs(mannWhitneyZ(one, other)) < Z_OF_ONE_PERCENT
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** By the normal approximation; times are too fine for ties. */
function mannWhitneyZ(one: readonly number[], other: readonly number[]): number {
  const wins = one.flatMap((mine) => other.filter((theirs) => mine > theirs)).length;
  const [m, n] = [one.length, other.length];
  return (wins - (m * n) / 2) / Math.sqrt((m * n * (m + n + 1)) / 12);
}
