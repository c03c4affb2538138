import { plural } from "./plural.ts";
import type { SignInWords } from "./types.ts";

export const en: SignInWords = {
  phone: {
    title: "Sign in",
    lead: "Type your phone number. We’ll text you a code to sign in with.",
    label: "Phone number",
    hint: "As you would write it, or with + and the country’s code.",
    submit: "Continue",
    sending: "Sending the code…",
    country: "Country",
    searchCountry: "Search by name or code",
    noCountry: "No such country in the list.",
    about: "What we use your number for",
    aboutLines: [
      "To sign you in, and for nothing else. Your phone company may charge for the message; we send few, and none that you did not ask for.",
      "Whoever can read your messages can sign in as you: lock your phone and your SIM, and tell nobody the code. We never ask for it.",
      "No phone at hand? Use a device where you are signed in already.",
      "After you sign in, a sealed cookie named “device” stays in this browser for a year. It signs nobody in: it spares you the limits for strangers.",
    ],
  },
  code: {
    title: "Enter the code",
    sentTo: "We sent it by SMS to",
    enterFor: "Enter the code for",
    changeNumber: "Change number",
    label: "Code",
    hintUnknown: "The digits from the SMS. No SMS yet? Send a code.",
    hintSent: "The digits from the message we sent.",
    hintLife: (digits, life, until) => `${digits} digits. The code works for ${life}, until ${until}.`,
    expired: "This code has expired. Send a new code to go on.",
    gone: "This code can no longer be used. Send a new code to go on.",
    submit: "Sign in",
    checking: "Checking the code…",
    sendFirst: "Send a code",
    sendAgain: "Send again",
    sendNew: "Send a new code",
    inTime: (name, time) => `${name} in ${time}`,
    sending: "Sending a message…",
    notices: {
      sent: "We sent you a message.",
      "same-code": "We sent the same code again.",
      "new-code": "We sent a new code. The earlier one no longer works.",
      ready: "No message yet? You can send it again now.",
    },
    help: "Still no message?",
    helpLines: [
      "Check that the number above is yours.",
      "See whether your phone has a signal, and whether it filters messages from unknown senders.",
      "Messages can take a few minutes. The latest one counts.",
    ],
  },
  proving: "One moment: your device is doing a short security check…",
  slow: "This takes longer than usual. We are still trying.",
  offline: "You are offline. What you typed stays here.",
  problems: {
    PHONE_EMPTY: () => "Type your phone number.",
    PHONE_TOO_LONG: () => "This is too long for a phone number. Check it, and leave out everything else.",
    PHONE_CHARACTERS: () => "Use digits only. Spaces, dashes and brackets are fine, and a + in front.",
    PHONE_COUNTRY_MISSING: () => "Choose your country, or start the number with + and the country’s code.",
    PHONE_IMPOSSIBLE: ({ country }) =>
      country
        ? `This can’t be a phone number. Check the digits and the country (${country}).`
        : "This can’t be a phone number. Check the digits after the +.",
    PHONE_COUNTRY: ({ country }) => `We can’t send messages to ${country} yet. Try another number.`,
    PHONE_INVALID: () => "This can’t be a phone number. Check the digits and the country.",
    PHONE_NOT_ALLOWED: () => "We can’t send messages to this number. Try another one.",
    CODE_INCOMPLETE: ({ codeLength }) => `Type the ${codeLength} digits of the code.`,
    CODE_INVALID: ({ attemptsLeft }) => {
      if (attemptsLeft === undefined)
        return "This code is not right. Check the latest message and try again.";
      if (attemptsLeft === 0)
        return "This code is not right, and no tries are left. Send a new code to go on.";
      const tries = plural("en", attemptsLeft, { one: "try", other: "tries" });
      return `This code is not right. ${attemptsLeft} ${tries} left.`;
    },
    CODE_EXPIRED: () => "This code has expired. Send a new code to go on.",
    CODE_GONE: () => "This code can no longer be used. Send a new code to go on.",
    TOO_MANY_ATTEMPTS: () => "Too many wrong codes. Send a new code to go on.",
    NOTHING_TO_RESEND: () => "There is no open code to send again. Send a new code to go on.",
    RESEND_TOO_SOON: () => "A message was just sent. The next one has to wait a little.",
    RATE_LIMITED: ({ wait }) => `Too many tries for now. ${wait ? `Wait ${wait}, then try` : "Try"} again.`,
    INVALID_INPUT: () => "This was not understood. Check what you typed.",
    PROOF_REQUIRED: () => "The security check did not work. Try again.",
    SEND_FAILED: () => "The message could not be sent. Try again in a moment.",
    UNAVAILABLE: () => "The service is not available for a moment. Try again shortly.",
    INTERNAL: ({ requestId }) =>
      `Something went wrong on our side. Try again, or tell us this id: ${requestId}`,
    NO_ANSWER: () => "We can’t reach the service. Check your connection and try again.",
    OFFLINE: () => "You are offline. Nothing is lost: try again when the connection is back.",
    UNAUTHENTICATED: () => "You are not signed in.",
    FORBIDDEN: () => "This is not allowed from here. Load the page again.",
    NOT_FOUND: () => "There is nothing here. Load the page again.",
  },
};
