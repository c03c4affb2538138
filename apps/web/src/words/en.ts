import { plural } from "@sixdigit/react";
import { en as signIn } from "@sixdigit/react/words/en";
import type { Words } from "./types.ts";

export const words: Words = {
  signIn,
  language: "Language",
  loading: "Loading…",
  close: "Close",
  tryAgain: "Try again",
  unreachable: {
    title: "The service does not answer",
    lead: "We can’t reach it right now. Nothing is lost: try again in a moment.",
  },
  notFound: {
    title: "There is no such page",
    lead: "The address may be old or mistyped.",
    toStart: "Go to the start",
  },
  notices: {
    welcome: "Welcome! You are signed in.",
    welcomeBack: "You are signed in.",
    signedOut: "You are signed out.",
    endedElsewhere: "You were signed out here. Sign in to go on.",
  },
  account: {
    title: "Your account",
    phone: "Phone number",
    since: "Signed in since",
    member: "Member since",
    signOut: "Sign out",
  },
  devices: {
    title: "Where you are signed in",
    thisDevice: "This device",
    unknown: "A device",
    browserOn: (browser, os) => `${browser} on ${os}`,
    lastUsed: (when) => `Last used ${when}`,
    signedIn: (when) => `Signed in ${when}`,
    end: "End",
    endOf: (device) => `End the session of ${device}`,
    endOthers: "End all others",
    confirmEnd: (device) => `End the session of ${device}?`,
    confirmOthers: (count) =>
      plural("en", count, { one: "End the other session?", other: `End the ${count} other sessions?` }),
    consequence: "Whoever uses it has to sign in again.",
    cancel: "Cancel",
    ending: (device) => `Ending the session of ${device}.`,
    endingOthers: "Ending all other sessions.",
    undo: "Undo",
    ended: "Ended.",
    kept: "Nothing was ended.",
    failed: "That did not work. Nothing was ended: try again.",
    loadFailed: "Your devices could not be loaded.",
  },
  history: {
    title: "Recent sign-ins",
    empty: "Nothing yet.",
    newBrowser: "New browser",
    afterFailures: "After wrong codes",
    loadFailed: "They could not be loaded.",
  },
  ownData: {
    title: "Your data",
    lead: "Everything kept about you here, as a file: your number, sessions, sign-ins and messages.",
    download: "Download my data",
    started: "Your download has started.",
    delete: "Delete my account",
  },
  deletion: {
    title: "Delete your account",
    consequence: "Your account goes for good, and every session with it.",
    sentTo: "We sent the code by SMS to",
    keep: "Keep my account",
    submit: "Delete my account",
    deleted: "Your account is deleted.",
  },
};
