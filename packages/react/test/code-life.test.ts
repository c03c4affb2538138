import { describe, expect, test } from "vitest";
import {
  isComplete,
  isOver,
  lifeAfterSending,
  lifeUnderWay,
  noticeOfSending,
  parseLife,
  spentLife,
  unknownLife,
  wasSent,
} from "../src/flow/code-life.ts";
import { createFlowMemory } from "../src/flow/memory.ts";
import { e164, noon, phone, sentLife } from "./fixtures.ts";

function memoryOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  const storage = {
    read: (key: string) => kept.get(key) ?? null,
    write: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  };
  return { memory: createFlowMemory(storage, 6), kept };
}

describe("what is remembered over a reload", () => {
  test("is read as it was written, for the same number only", () => {
    const { memory } = memoryOf();
    memory.keepLife(phone, sentLife());
    expect(memory.lifeOf(phone)).toEqual(sentLife());
    expect(memory.lifeOf(e164("+14155550133"))).toEqual(unknownLife());
  });

  test("is forgotten once somebody is signed in", () => {
    const { memory, kept } = memoryOf();
    memory.keepLife(phone, sentLife());
    memory.keepDraft({ text: "(415) 555-0132", country: "US" });
    memory.forget();
    expect([...kept]).toEqual([]);
  });

  test.each(["", "{", "null", "7", '{"phone":"+14155550132","state":"sent"}'])(
    "is unknown when %j stands there",
    (stored) => {
      const { memory } = memoryOf({ "sixdigit.code-timing": stored });
      expect(memory.lifeOf(phone)).toEqual(unknownLife());
    },
  );

  test.each([{ codeLength: 600 }, { resendAt: "soon" }, { state: "lost" }])(
    "is damaged with %j",
    (damage) => {
      expect(parseLife({ ...sentLife(), ...damage })).toBeUndefined();
    },
  );

  test("keeps a typed number as it was typed, and drops what cannot be one", () => {
    const { memory } = memoryOf();
    memory.keepDraft({ text: "98765 43210", country: "IN" });
    expect(memory.draft()).toEqual({ text: "98765 43210", country: "IN" });
    const odd = (stored: string) => memoryOf({ "sixdigit.phone-draft": stored }).memory.draft();
    expect([odd("[]"), odd('{"text":7}'), odd(JSON.stringify({ text: "1".repeat(65) }))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(odd('{"text":"1","country":"<b>"}')).toEqual({ text: "1", country: undefined });
  });
});

describe("the life of a code", () => {
  const sent = { codeLength: 8, expiresAt: noon + 600_000, resendAt: noon + 30_000 };

  test("comes from the server's answer, its length too", () => {
    expect(lifeAfterSending(unknownLife(), sent, noon)).toEqual(sentLife({ codeLength: 8 }));
  });

  test("is over once it is spent or has expired, and holds up no new one", () => {
    const spent = spentLife(sentLife(), noon + 1_000);
    expect(spent).toMatchObject({ state: "spent", resendAt: noon + 1_000 });
    expect([isOver(sentLife(), noon), isOver(spent, noon), isOver(sentLife(), noon + 600_000)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(isOver(unknownLife(), noon)).toBe(false);
  });

  test("goes on where the server says that it is under way, and tells nothing of a dead one", () => {
    const until = noon + 25_000;
    expect(lifeUnderWay(sentLife(), until, noon)).toEqual(sentLife({ resendAt: until }));
    expect(lifeUnderWay(spentLife(sentLife(), noon), until, noon)).toEqual({
      ...unknownLife(),
      state: "sent",
      sends: 1,
      resendAt: until,
    });
  });

  test("knows whether a message was sent from here", () => {
    expect([wasSent(unknownLife()), wasSent(sentLife()), wasSent(spentLife(sentLife(), noon))]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("after another message", () => {
  test("the same code is called the same, and a new one new", () => {
    expect(noticeOfSending(sentLife(), sentLife({ resendAt: noon + 60_000 }))).toBe("same-code");
    expect(noticeOfSending(sentLife(), sentLife({ expiresAt: noon + 900_000 }))).toBe("new-code");
  });

  test("it is a new code wherever the earlier one was spent, however soon", () => {
    expect(noticeOfSending(spentLife(sentLife(), noon), sentLife())).toBe("new-code");
  });

  test("nothing is claimed when the earlier one is unknown", () => {
    expect(noticeOfSending(unknownLife(), sentLife())).toBe("sent");
  });
});

test.each([
  ["12345", false, false],
  ["123456", true, true],
  ["1234567", false, true],
])("%s is worth an attempt: %s, and %s where the length is unknown", (code, known, unknown) => {
  expect([isComplete(code, sentLife()), isComplete(code, unknownLife())]).toEqual([known, unknown]);
});
