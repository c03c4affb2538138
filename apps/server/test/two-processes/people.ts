import { httpClient } from "../support/http-client.ts";

let people = 0;

/** A number that nobody had before, in a range that few had. */
export function newNumber(): string {
  people += 1;
  return `+1${people % 2 ? 415 : 212}${200 + (people % 799)}${1_000 + people}`;
}

let calls = 0;

/** Of a network that nobody called from before. */
export function newAddress(): string {
  calls += 1;
  return `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`;
}

const headersOf = (address: string) => ({ cookie: "", "x-forwarded-for": address });

export type Outcome = string;

/**
 * Calls to one server by clients without cookies: what came of them, as "200" or the refusal's code.
 *
 * @param from the X-Forwarded-For that each call comes with; else each comes from a network of its own
 */
export function clientOf(url: string, from?: () => string) {
  const { post, get } = httpClient(url);
  const ask = (path: string) => async (body: object) => {
    const { status, body: answer } = await post(
      `/api/auth/otp/${path}`,
      body,
      headersOf(from?.() ?? newAddress()),
    );
    return { ...answer, outcome: status === 200 ? "200" : (answer.code as string) };
  };
  return {
    request: ask("request"),
    resend: ask("resend"),
    verify: ask("verify"),
    inbox: async (phone: string): Promise<{ text: string }[]> =>
      (await get(`/dev/inbox?phone=${encodeURIComponent(phone)}`)).body.messages,
  };
}

export function wrongOf(code: string): string {
  return ((Number(code) + 1) % 10 ** code.length).toString().padStart(code.length, "0");
}

export function tally(outcomes: Outcome[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Runs so many rounds, a few of them at once, and returns what each came to. */
export async function rounds<T>(
  count: number,
  round: (index: number) => Promise<T>,
  atOnce = 4,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await round(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
