import type { E164 } from "@sixdigit/contracts";
import { readWrittenPhone } from "../phone/read-written-phone.ts";
import type { SignIn } from "../sign-in.ts";
import { createStore } from "../store.ts";
import { askForCode } from "./ask-for-code.ts";
import { checkCode } from "./check-code.ts";
import { problemOf } from "./problem.ts";
import { codeState, type PhoneDraft, phoneState, type SignInState } from "./state.ts";
import { type SignInEvent, transition } from "./transition.ts";

export type FlowOptions = {
  /** A number to start the code step with, such as the one in the page's address. */
  phone?: E164 | undefined;
  /** Country of a number without `+`, until one is chosen. */
  country?: string | undefined;
  /** Language of the message. */
  locale?: string | undefined;
};

export type Flow = ReturnType<typeof createFlow>;

/** One sign-in from the number to the session: the state machine, and the calls that move it. One call runs at a time. */
export function createFlow(signIn: SignIn, options: FlowOptions = {}) {
  const { memory, now } = signIn;
  const store = createStore<SignInState>(firstState(signIn, options));
  let running: AbortController | undefined;

  function send(event: SignInEvent): void {
    const next = transition(store.get(), event);
    if (next.step === "code") memory.keepLife(next.phone, next.life);
    if (next.step === "done") memory.forget();
    store.set(next);
  }

  /** Runs a call unless one runs already; a double click is one press. */
  async function once(call: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (running) return;
    const own = new AbortController();
    running = own;
    try {
      await call(own.signal);
    } catch (error) {
      const problem = problemOf(error, now(), signIn.isOnline());
      if (!own.signal.aborted) send({ type: "refused", problem, now: now() });
    } finally {
      if (running === own) running = undefined;
    }
  }

  /** What is under way no longer matters: its answer will not be looked at. */
  function leave(): void {
    running?.abort();
    running = undefined;
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    /** Keeps what is typed, as it is typed; the country stays unless another one is given. */
    typePhone(text: string, country = draftOf(store.get()).country): void {
      const draft = { text, country };
      memory.keepDraft(draft);
      send({ type: "phone-typed", draft });
    },
    /** Asks for a code for the typed number. */
    sendCode: () =>
      once(async (signal) => {
        const state = store.get();
        if (state.step !== "phone") return;
        // What reads the number may still have to be loaded.
        send({ type: "started", busy: "sending" });
        const read = await readWrittenPhone(state.draft, signIn.countries);
        if (signal.aborted) return;
        if ("problem" in read) return send({ type: "refused", problem: read.problem, now: now() });
        memory.keepShown(read.phone, read.shown);
        const known = memory.lifeOf(read.phone);
        await askForCode({
          signIn,
          send,
          signal,
          phone: read.phone,
          known,
          locale: options.locale,
          fresh: true,
        });
      }),
    typeCode: (code: string) => send({ type: "code-typed", code }),
    /** Signs in with the typed code. */
    checkCode: () =>
      once(async (signal) => {
        const state = store.get();
        if (state.step === "code") await checkCode({ signIn, send, signal, state });
      }),
    /** Another message to the same number: the same code, or a new one where that is no use any more. */
    resend: () =>
      once(async (signal) => {
        const state = store.get();
        if (state.step !== "code") return;
        const { phone, life } = state;
        const fresh = life.state !== "sent" || (life.expiresAt ?? Number.POSITIVE_INFINITY) <= now();
        await askForCode({ signIn, send, signal, phone, known: life, locale: options.locale, fresh });
      }),
    changeNumber(): void {
      leave();
      send({ type: "number-changed" });
    },
    /** To the code step of a number that the page's address names. */
    open(phone: E164): void {
      leave();
      send({ type: "opened", phone, known: memory.lifeOf(phone) });
    },
    setLocale(locale: string): void {
      options = { ...options, locale };
    },
    /** For the clocks of the page. */
    codeExpired: () => send({ type: "code-expired", now: now() }),
    waitOver: () => send({ type: "wait-over" }),
    problemOver: () => send({ type: "problem-over" }),
    leave,
  };
}

function draftOf(state: SignInState): PhoneDraft {
  return state.step === "done" ? { text: "", country: undefined } : state.draft;
}

function firstState({ memory }: SignIn, { phone, country }: FlowOptions): SignInState {
  const draft = memory.draft() ?? { text: "", country };
  return phone ? codeState(draft, phone, memory.lifeOf(phone)) : phoneState(draft);
}
