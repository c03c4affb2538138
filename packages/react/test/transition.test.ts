import { describe, expect, test } from "vitest";
import { unknownLife } from "../src/flow/code-life.ts";
import type { Problem } from "../src/flow/problem.ts";
import { type CodeState, codeState, phoneState, type SignInState } from "../src/flow/state.ts";
import { type SignInEvent, transition } from "../src/flow/transition.ts";
import { e164, noon, phone, sentLife } from "./fixtures.ts";

const draft = { text: "(415) 555-0132", country: "US" };
const user = { id: "u", phoneNumber: "+1415•••••32", isNew: true, createdAt: "2026-01-01T12:00:00Z" };
const wrong: Problem = { code: "CODE_INVALID", place: "field", attemptsLeft: 4 };
const gone: Problem = { code: "CODE_GONE", place: "field", needsNewCode: true };
const limited: Problem = { code: "RATE_LIMITED", place: "sending", waitSeconds: 60, until: noon + 60_000 };

const onPhone = phoneState(draft);
const onCode: CodeState = { ...codeState(draft, phone, sentLife()), code: "12" };
const done: SignInState = { step: "done", user };

const sent = { codeLength: 6, expiresAt: noon + 600_000, resendAt: noon + 30_000 };
const EVENTS: { [Type in SignInEvent["type"]]: Extract<SignInEvent, { type: Type }> } = {
  "phone-typed": { type: "phone-typed", draft: { text: "1", country: "IN" } },
  "code-typed": { type: "code-typed", code: "123" },
  started: { type: "started", busy: "sending" },
  sent: { type: "sent", phone, known: unknownLife(), sent, now: noon },
  "under-way": { type: "under-way", phone, known: sentLife(), until: noon + 9_000, now: noon },
  refused: { type: "refused", problem: wrong, now: noon },
  verified: { type: "verified", user },
  opened: { type: "opened", phone: e164("+14155550199"), known: unknownLife() },
  "number-changed": { type: "number-changed" },
  "code-expired": { type: "code-expired", now: noon },
  "wait-over": { type: "wait-over" },
  "problem-over": { type: "problem-over" },
};
const ALL = Object.values(EVENTS);

describe("on the phone step", () => {
  const expected: Record<SignInEvent["type"], SignInState> = {
    "phone-typed": { ...onPhone, draft: { text: "1", country: "IN" } },
    "code-typed": onPhone,
    started: { ...onPhone, busy: "sending" },
    sent: { ...codeState(draft, phone, sentLife()), notice: "sent" },
    "under-way": codeState(draft, phone, sentLife({ resendAt: noon + 9_000 })),
    refused: { ...onPhone, problem: wrong },
    verified: done,
    opened: codeState(draft, e164("+14155550199"), unknownLife()),
    "number-changed": onPhone,
    "code-expired": onPhone,
    "wait-over": onPhone,
    "problem-over": onPhone,
  };
  test.each(ALL)("$type", (event) => {
    expect(transition(onPhone, event)).toEqual(expected[event.type]);
  });

  test("a start takes the last problem away, and a refusal ends the work", () => {
    const refused = transition({ ...onPhone, busy: "sending" }, EVENTS.refused);
    expect(refused).toEqual({ ...onPhone, problem: wrong });
    expect(transition(refused, EVENTS.started)).toEqual({ ...onPhone, busy: "sending" });
  });
});

describe("on the code step", () => {
  const expected: Record<SignInEvent["type"], SignInState> = {
    "phone-typed": onCode,
    "code-typed": { ...onCode, code: "123" },
    started: { ...onCode, busy: "sending" },
    sent: { ...codeState(draft, phone, sentLife()), notice: "sent" },
    "under-way": {
      ...onCode,
      life: sentLife({ resendAt: noon + 9_000 }),
      problem: { code: "RESEND_TOO_SOON", place: "sending", until: noon + 9_000, waitSeconds: 9 },
    },
    refused: { ...onCode, problem: wrong },
    verified: done,
    opened: codeState(draft, e164("+14155550199"), unknownLife()),
    "number-changed": onPhone,
    "code-expired": { ...onCode, life: sentLife({ state: "spent", resendAt: noon }) },
    "wait-over": { ...onCode, notice: "ready" },
    "problem-over": onCode,
  };
  test.each(ALL)("$type", (event) => {
    expect(transition(onCode, event)).toEqual(expected[event.type]);
  });

  test("another message empties the field, and tells whether it is the same code", () => {
    const again = transition(onCode, { ...EVENTS.sent, known: sentLife() });
    expect(again).toMatchObject({ code: "", notice: "same-code", life: { sends: 2 } });
    const later = { ...sent, expiresAt: noon + 900_000 };
    const anew = transition(onCode, { ...EVENTS.sent, known: sentLife(), sent: later });
    expect(anew).toMatchObject({ notice: "new-code" });
  });

  test("a refusal that only a new code helps against lets one be asked for at once", () => {
    const refused = transition(
      { ...onCode, busy: "checking", notice: "sent" },
      { ...EVENTS.refused, problem: gone },
    );
    const life = sentLife({ state: "spent", resendAt: noon });
    expect(refused).toEqual({ ...onCode, problem: gone, life });
  });

  test("a wait of the sending holds the next message up, and goes with it", () => {
    const refused = transition(onCode, { ...EVENTS.refused, problem: limited });
    expect(refused).toEqual({ ...onCode, problem: limited, life: sentLife({ resendAt: noon + 60_000 }) });
    expect(transition(refused, EVENTS["wait-over"])).toMatchObject({ problem: undefined, notice: "ready" });
  });

  test("a wait of the guessing holds up no message", () => {
    const problem: Problem = { ...limited, place: "field" };
    expect(transition(onCode, { ...EVENTS.refused, problem })).toEqual({ ...onCode, problem });
  });

  test("the end of a wait says nothing of a code that cannot be used, and keeps words about the field", () => {
    const spent: CodeState = { ...onCode, problem: wrong, life: sentLife({ state: "spent" }) };
    expect(transition(spent, EVENTS["wait-over"])).toEqual(spent);
  });

  test("what was told is gone once something starts", () => {
    expect(transition({ ...onCode, notice: "sent", problem: wrong }, EVENTS.started)).toEqual({
      ...onCode,
      busy: "sending",
    });
  });
});

describe("once it is done", () => {
  test.each(ALL)("nothing comes of $type", (event) => {
    expect(transition(done, event)).toBe(done);
  });
});
