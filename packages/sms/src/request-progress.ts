import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

type Progress = { created: boolean; written: boolean; onSecond: () => void };

const current = new AsyncLocalStorage<Progress>();
const progressOf = new WeakMap<object, Progress>();
/** A request was answered that was never seen to leave: this runtime does not tell, and is not asked again. */
let isSilent = false;

/** The channels that undici, Node's fetch, publishes (its documentation, "Diagnostics Channel Support"). */
subscribe("undici:request:create", (message) => {
  const progress = current.getStore();
  // What opens a tunnel through a proxy carries nothing of ours.
  if (!progress || requestOf(message).method === "CONNECT") return;
  if (progress.created) progress.onSecond();
  progress.created = true;
  progressOf.set(requestOf(message), progress);
});
subscribe("undici:client:sendHeaders", (message) => {
  const progress = progressOf.get(requestOf(message));
  if (progress) progress.written = true;
});

const requestOf = (message: unknown) => (message as { request: { method?: string } }).request;

/**
 * Runs `fetch` and tells whether any of the request may have left: an aborted or failed fetch alone does not say so, and
 * only a request that certainly did not leave may go to another provider. What cannot be told counts as left.
 *
 * @param onSecond is called before `fetch` sends the request once more of its own accord, as it does after a 421
 */
export function followRequest<T>(
  run: () => Promise<T>,
  onSecond = () => {},
): { result: Promise<T>; mayHaveLeft: () => boolean } {
  const progress: Progress = { created: false, written: false, onSecond };
  return {
    result: current.run(progress, run).then((answer) => {
      isSilent ||= !progress.written;
      return answer;
    }),
    mayHaveLeft: () => isSilent || progress.written || !progress.created,
  };
}
