import fc from "fast-check";
import { expect } from "vitest";
import { type Sent, sendRaw } from "../fuzz/send-raw.ts";

const latin1 = fc
  .integer({ min: 0x20, max: 0xff })
  .filter((code) => code !== 0x7f)
  .map((code) => String.fromCharCode(code));

/** Anything that can stand in a header line: all of Latin-1 but its control characters. */
export const headerValue = fc.string({ unit: latin1, maxLength: 300 });

export const letterOf = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...letters);

/**
 * A text that is understood, with up to three places changed: what is far from every such text is refused at the first look,
 * and what is behind that look never sees it.
 */
export function near(text: string, unit: fc.Arbitrary<string> = latin1): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(text.length),
    drop: fc.nat(2),
    piece: fc.string({ unit, maxLength: 4 }),
  });
  return fc
    .array(change, { maxLength: 3 })
    .map((changes) =>
      changes.reduce((to, { at, drop, piece }) => to.slice(0, at) + piece + to.slice(at + drop), text),
    );
}

/**
 * Sends what is made of each value; refused or answered, it is never a failure of ours: no 5xx, and no connection without an
 * answer.
 *
 * @returns the answers as they came over the wire
 */
export async function answersTo<Value>(
  { url }: { url: string },
  values: fc.Arbitrary<Value>,
  sentFor: (value: Value) => Sent | Promise<Sent>,
  numRuns = 300,
): Promise<string[]> {
  const answers: string[] = [];
  const each = fc.asyncProperty(values, async (value) => {
    const sent = await sentFor(value);
    const { text, fault } = await sendRaw(url, sent);
    expect(fault, JSON.stringify(sent)).toBeUndefined();
    answers.push(text);
  });
  await fc.assert(each, { numRuns });
  return answers;
}

/** Each of their statuses once, in order: who reads only the first of a test's texts refuses all the others alike. */
export function statusesOf(answers: readonly string[]): number[] {
  return [...new Set(answers.map((answer) => Number(answer.slice("HTTP/1.1 ".length).slice(0, 3))))].sort();
}
