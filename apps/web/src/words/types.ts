import type { SignInWords } from "@sixdigit/react";

/** All that the pages say, in one language. A language that lacks one of these fails the type-check. */
export type Words = {
  signIn: SignInWords;
  language: string;
  loading: string;
  close: string;
  tryAgain: string;
  unreachable: { title: string; lead: string };
  notFound: { title: string; lead: string; toStart: string };
  notices: { welcome: string; welcomeBack: string; signedOut: string; endedElsewhere: string };
  account: {
    title: string;
    phone: string;
    since: string;
    member: string;
    signOut: string;
  };
  devices: {
    title: string;
    thisDevice: string;
    unknown: string;
    /** Such as `Firefox on Linux`. */
    browserOn: (browser: string, os: string) => string;
    lastUsed: (when: string) => string;
    signedIn: (when: string) => string;
    end: string;
    /** The name of the button for those who cannot see the row that it is in. */
    endOf: (device: string) => string;
    endOthers: string;
    confirmEnd: (device: string) => string;
    confirmOthers: (count: number) => string;
    consequence: string;
    cancel: string;
    /** Said while it can still be taken back. */
    ending: (device: string) => string;
    endingOthers: string;
    undo: string;
    ended: string;
    kept: string;
    failed: string;
    loadFailed: string;
  };
  history: {
    title: string;
    empty: string;
    /** One that had not signed in with the number before. */
    newBrowser: string;
    /** Wrong codes were typed before it, by whomever. */
    afterFailures: string;
    loadFailed: string;
  };
  ownData: {
    title: string;
    /** What is in the file. */
    lead: string;
    download: string;
    started: string;
    delete: string;
  };
  deletion: {
    title: string;
    consequence: string;
    /** Stands before the number, as in the words of signing in, but says what was sent: the title is not about a code. */
    sentTo: string;
    /** Leads back. */
    keep: string;
    submit: string;
    deleted: string;
  };
};
