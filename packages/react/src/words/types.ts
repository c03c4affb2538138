import type { SentNotice } from "../flow/code-life.ts";
import type { ProblemCode } from "../flow/problem.ts";

/** What a sentence about a problem may say. */
export type ProblemFacts = {
  /** `5 minutes`, where the server has named a wait that is worth telling. */
  wait: string | undefined;
  attemptsLeft: number | undefined;
  /** A country's name. */
  country: string;
  codeLength: number;
  requestId: string;
};

/** All that the steps say, in one language. A language that lacks one of these fails the type-check. */
export type SignInWords = {
  phone: {
    title: string;
    lead: string;
    label: string;
    hint: string;
    submit: string;
    sending: string;
    country: string;
    searchCountry: string;
    noCountry: string;
    about: string;
    aboutLines: readonly string[];
  };
  code: {
    title: string;
    sentTo: string;
    enterFor: string;
    changeNumber: string;
    label: string;
    hintUnknown: string;
    hintSent: string;
    hintLife: (digits: number, life: string, until: string) => string;
    expired: string;
    gone: string;
    submit: string;
    checking: string;
    sendFirst: string;
    sendAgain: string;
    sendNew: string;
    /** The name of a button that waits. */
    inTime: (name: string, time: string) => string;
    sending: string;
    notices: Record<SentNotice | "ready", string>;
    help: string;
    helpLines: readonly string[];
  };
  proving: string;
  slow: string;
  offline: string;
  problems: Record<ProblemCode, (facts: ProblemFacts) => string>;
};
