const ANSWER_WITHIN_MS = 30_000;

/** No answer in time is an error that can be told; a page that waits for ever is not. */
export function answerWithin(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
}
