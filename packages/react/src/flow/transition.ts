import type { E164, UserView } from "@sixdigit/contracts";
import {
  type CodeLife,
  lifeAfterSending,
  lifeAfterWait,
  lifeUnderWay,
  noticeOfSending,
  type Sent,
  spentLife,
} from "./code-life.ts";
import type { Problem } from "./problem.ts";
import { type CodeState, codeState, type PhoneDraft, phoneState, type SignInState } from "./state.ts";

/** All that can happen. Instants are milliseconds on this device's clock. */
export type SignInEvent =
  | { type: "phone-typed"; draft: PhoneDraft }
  | { type: "code-typed"; code: string }
  | { type: "started"; busy: "sending" | "proving" | "checking" }
  /** `known`: what this tab knew of a code for that number. */
  | { type: "sent"; phone: E164; known: CodeLife; sent: Sent; now: number }
  /** The server says that a code for the number is open, and when the next message may be asked for. */
  | { type: "under-way"; phone: E164; known: CodeLife; until: number; now: number }
  | { type: "refused"; problem: Problem; now: number }
  | { type: "verified"; user: UserView }
  | { type: "opened"; phone: E164; known: CodeLife }
  | { type: "number-changed" }
  | { type: "code-expired"; now: number }
  | { type: "wait-over" }
  | { type: "problem-over" };

/** The state after an event; the same one where the event means nothing to it. Pure. */
export function transition(state: SignInState, event: SignInEvent): SignInState {
  if (state.step === "done") return state;
  switch (event.type) {
    case "phone-typed":
      return state.step === "phone" ? { ...state, draft: event.draft } : state;
    case "started":
      return afterStart(state, event.busy);
    case "sent":
      return afterSent(state, event);
    case "under-way":
      return afterUnderWay(state, event);
    case "refused":
      return afterRefusal(state, event);
    case "verified":
      return { step: "done", user: event.user };
    case "opened":
      return codeState(state.draft, event.phone, event.known);
    case "number-changed":
      return phoneState(state.draft);
    case "problem-over":
      return { ...state, problem: undefined };
    default:
      return state.step === "code" ? onCodeStep(state, event) : state;
  }
}

type Event<Type extends SignInEvent["type"]> = Extract<SignInEvent, { type: Type }>;
type Open = Exclude<SignInState, { step: "done" }>;

function onCodeStep(
  state: CodeState,
  event: Event<"code-typed" | "code-expired" | "wait-over">,
): SignInState {
  switch (event.type) {
    case "code-typed":
      return { ...state, code: event.code };
    case "code-expired":
      return { ...state, problem: undefined, notice: undefined, life: spentLife(state.life, event.now) };
    case "wait-over": {
      const notice = state.life.state === "sent" ? "ready" : undefined;
      const problem = state.problem?.place === "sending" ? undefined : state.problem;
      return { ...state, problem, notice };
    }
  }
}

function afterStart(state: Open, busy: Event<"started">["busy"]): Open {
  const started = { ...state, busy, problem: undefined };
  return started.step === "code" ? { ...started, notice: undefined } : started;
}

function afterSent(state: Open, { phone, known, sent, now }: Event<"sent">): CodeState {
  const life = lifeAfterSending(known, sent, now);
  const notice = state.step === "code" ? noticeOfSending(known, life) : "sent";
  return { ...codeState(state.draft, phone, life), notice };
}

function afterUnderWay(state: Open, { phone, known, until, now }: Event<"under-way">): CodeState {
  const life = lifeUnderWay(known, until, now);
  if (state.step === "phone") return codeState(state.draft, phone, life);
  return { ...state, life, busy: undefined, problem: tooSoon(until, now) };
}

function tooSoon(until: number, now: number): Problem {
  return { code: "RESEND_TOO_SOON", place: "sending", until, waitSeconds: Math.ceil((until - now) / 1000) };
}

/** A wait of the field's own (too many guesses) holds up no new code; one of the sending does. */
function afterRefusal(state: Open, { problem, now }: Event<"refused">): Open {
  const stopped = { ...state, busy: undefined, problem };
  if (stopped.step === "phone") return stopped;
  if (problem.needsNewCode) return { ...stopped, notice: undefined, life: spentLife(stopped.life, now) };
  const holdsUp = problem.place === "sending" && problem.until !== undefined;
  return holdsUp ? { ...stopped, life: lifeAfterWait(stopped.life, problem.until ?? now) } : stopped;
}
