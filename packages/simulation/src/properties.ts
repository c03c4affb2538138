/** What must hold after each step, whatever went wrong before. */
export const PROPERTIES = {
  holderLooks: "no more compared guesses of the holder than attempts",
  strangerLooks: "no more compared guesses of strangers than attempts",
  guessesPerNumber: "no more guesses of strangers at a number than the limit",
  messages: "no more messages to a number than the limit, and none that was not charged",
  shared:
    "no more unfinished messages and guesses than the limits of a network, a range and the whole service, nor than the strict ones while messages are stepped up",
  blocked: "no message to a range or a country while it is blocked, but of a browser that is known",
  blocks:
    "a range or a country is blocked by itself only where hardly a message is answered, nor usually was",
  unanswered: "where no message is answered, messages end",
  longer:
    "codes of new challenges are longer while the service is stepped up, as it must be by many guesses that fail",
  givenBack: "no point is given back twice",
  wins: "a right guess of the holder wins while attempts are left",
  claimed: "no guess is compared that was not granted an attempt",
  once: "one session per challenge",
  single: "never two valid codes for a challenge: the one that was made last, or none",
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
  told: "nobody is told of a message that was never begun",
  unavailable: "a call is refused as unavailable, or its message as not sent, only where that was so",
  live: "when faults stop, an honest person signs in",
} as const;
