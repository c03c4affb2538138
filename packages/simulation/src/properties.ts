/** What must hold after each step, whatever went wrong before. */
export const PROPERTIES = {
  holderLooks: "no more compared guesses of the holder than attempts",
  strangerLooks: "no more compared guesses of strangers than attempts",
  guessesPerNumber: "no more guesses of strangers at a number than the limit",
  messages: "no more messages to a number than the limit, and none that was not charged",
  shared:
    "no more unfinished messages and guesses than the limits of a network, a range and the whole service",
  wins: "a right guess of the holder wins while attempts are left",
  once: "one session per challenge",
  dead: "no code of a superseded, expired or foreign challenge",
  right: "no sign-in without the code",
  attemptsStay: "a resend gives no attempts back",
  oneUser: "one user per number",
  ended: "no acceptance after an acknowledged revocation",
  opens: "a live session opens for who has its secret",
  secret: "one live secret per session outside the grace of a rotation",
  chain: "a rotation follows from the secret that was read, and revives nothing",
  receipts: "a delivery only moves forward",
  refusals: "a call ends in an answer or a refusal of the list",
  live: "when faults stop, an honest person signs in",
} as const;
