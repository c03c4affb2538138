/**
 * What Twilio says a message costs: a decimal number, which it counts as negative, and an ISO 4217 code. Whatever else an
 * answer holds there is no price, so that it cannot keep a delivery from being noted.
 */
export function readTwilioPrice(
  price: unknown,
  unit: unknown,
): { amount: string; currency: string } | undefined {
  if (typeof price !== "string" || typeof unit !== "string" || !/^[A-Za-z]{3}$/.test(unit)) return undefined;
  const [, amount] = /^-?([0-9]{1,9}(?:\.[0-9]{1,9})?)$/.exec(price) ?? [];
  if (amount === undefined) return undefined;
  return { amount, currency: unit.toUpperCase() };
}
