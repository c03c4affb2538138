import { type E164, normalizePhone } from "@sixdigit/contracts";
import { countingIds, manualClock } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import { createConsoleSender, createInbox, renderMessage } from "../src/index.ts";

const phoneOf = (written: string): E164 => {
  const result = normalizePhone(written);
  if (!result.ok) throw new TypeError(`${written} is not a phone number`);
  return result.phone;
};
const alice = phoneOf("+14155550132");
const bob = phoneOf("+919876543210");
const settings = { serviceName: "Sixdigit", host: "localhost" };

function setUp() {
  const printed: string[] = [];
  const inbox = createInbox();
  const clock = manualClock();
  const print = (line: string) => {
    printed.push(line);
  };
  const sender = createConsoleSender({ settings, inbox, clock, newId: countingIds(), print });
  const send = (phone: E164, code: string) =>
    sender.sendCode({ phone, code, challengeId: "a-challenge", validForSeconds: 600, locale: undefined });
  return { send, inbox, printed, clock };
}

describe("the console sender", () => {
  it("accepts every message", async () => {
    const { send } = setUp();
    expect(await send(alice, "000042")).toBe("accepted");
  });

  it("keeps the text in the inbox of the number, with an id and the time", async () => {
    const { send, inbox, clock } = setUp();
    clock.advance(5);
    await send(alice, "000042");
    expect(inbox.for(alice)).toEqual([
      {
        id: "01900000-0000-7000-8000-000000000001",
        to: alice,
        text: renderMessage(settings, { code: "000042", validForSeconds: 600 }),
        at: new Date("2026-01-01T00:00:05.000Z"),
      },
    ]);
  });

  it("prints each message once, with the number above the text", async () => {
    const { send, printed } = setUp();
    await send(alice, "000042");
    expect(printed).toEqual([
      [
        "SMS to +14155550132",
        "  000042 is your Sixdigit code. It works for 10 minutes. Do not share it.",
        "  ",
        "  @localhost #000042",
      ].join("\n"),
    ]);
  });

  it("tells the numbers apart, and has the latest message last", async () => {
    const { send, inbox } = setUp();
    await send(alice, "111111");
    await send(bob, "222222");
    await send(alice, "333333");
    const codesOf = (phone: E164) => inbox.for(phone).map(({ text }) => text.slice(0, 6));
    expect(codesOf(alice)).toEqual(["111111", "333333"]);
    expect(codesOf(bob)).toEqual(["222222"]);
  });
});

describe("the inbox", () => {
  const messageOf = (id: number, to: string = alice) => ({
    id: String(id),
    to,
    text: "text",
    at: new Date(0),
  });
  const idsOf = (messages: { id: string }[]) => messages.map(({ id }) => id);

  it("is empty for a number that nothing was sent to", () => {
    const inbox = createInbox();
    inbox.add(messageOf(1));
    expect(inbox.for(bob)).toEqual([]);
    expect(inbox.for("")).toEqual([]);
  });

  it("keeps as many messages as it is told to, and drops the oldest", () => {
    const inbox = createInbox({ keep: 3 });
    for (const id of [1, 2, 3, 4, 5]) inbox.add(messageOf(id));
    expect(idsOf(inbox.for(alice))).toEqual(["3", "4", "5"]);
  });

  it("is bounded over all numbers together, so that many numbers do not fill the memory", () => {
    const inbox = createInbox({ keep: 2 });
    inbox.add(messageOf(1, bob));
    inbox.add(messageOf(2));
    inbox.add(messageOf(3));
    expect(inbox.for(bob)).toEqual([]);
    expect(idsOf(inbox.for(alice))).toEqual(["2", "3"]);
  });

  it("keeps 500 when it is told nothing", () => {
    const inbox = createInbox();
    for (let id = 1; id <= 501; id += 1) inbox.add(messageOf(id));
    expect(inbox.for(alice)).toHaveLength(500);
    expect(inbox.for(alice)[0]?.id).toBe("2");
  });
});
