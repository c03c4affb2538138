const UNDO_WITHIN_MS = 10_000;

export type Undoable = ReturnType<typeof createUndoable>;

type Task = {
  run: () => Promise<unknown>;
  onDone: () => void;
  onUndone: () => void;
  onFailed: () => void;
};

/**
 * Something that cannot be taken back once the server has done it, so it waits some seconds in which it can. Whoever leaves
 * the page meant it: it is done at once.
 */
export function createUndoable(waitMs = UNDO_WITHIN_MS) {
  let task: Task | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function take(): Task | undefined {
    const taken = task;
    task = undefined;
    clearTimeout(timer);
    return taken;
  }

  function run(): void {
    const taken = take();
    taken?.run().then(taken.onDone, taken.onFailed);
  }

  return {
    /** One at a time: the one before is done now. */
    start(next: Task): void {
      run();
      task = next;
      timer = setTimeout(run, waitMs);
    },
    undo: () => take()?.onUndone(),
    /** Whether there is something that can be taken back. */
    isWaiting: () => task !== undefined,
    /** @returns ends the watch, and does what still waits */
    watchLeaving(): () => void {
      addEventListener("pagehide", run);
      return () => {
        removeEventListener("pagehide", run);
        run();
      };
    },
  };
}
