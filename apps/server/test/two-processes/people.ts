import { httpClient } from "../support/http-client.ts";

let people = 0;

/** A number that nobody had before, in a range that few had. */
export function newNumber(): string {
  people += 1;
  return `+1${people % 2 ? 415 : 212}${200 + (people % 799)}${1_000 + people}`;
}

let calls = 0;

/** The headers of a call that comes through a proxy from a network that nobody called from before. */
function fromSomewhere(): Record<string, string> {
  calls += 1;
  return { cookie: "", "x-forwarded-for": `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}` };
}

export type Outcome = string;

/** Calls to one server by clients without cookies: what came of them, as "200" or the refusal's code. */
export function clientOf(url: string) {
  const { post, get } = httpClient(url);
  const ask = (path: string) => async (body: object) => {
    const { status, body: answer } = await post(`/api/auth/otp/${path}`, body, fromSomewhere());
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
