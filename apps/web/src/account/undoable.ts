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
 *
 * @param options.isMeant whether it is still to be done when its time has come; else it is undone
 */
export function createUndoable({ waitMs = UNDO_WITHIN_MS, isMeant = (): boolean => true } = {}) {
  let task: Task | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | undefined;

  function take(): Task | undefined {
    const taken = task;
    task = undefined;
    clearTimeout(timer);
    return taken;
  }

  async function doIt({ run, onDone, onFailed }: Task): Promise<boolean> {
    try {
      await run();
    } catch {
      onFailed();
      return false;
    }
    onDone();
    return true;
  }

  function run(): void {
    const taken = take();
    if (!taken) return;
    if (!isMeant()) {
      taken.onUndone();
      return;
    }
    const own = doIt(taken);
    running = own;
    void own.finally(() => {
      if (running === own) running = undefined;
    });
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
    /** Does what still waits, now; false when that failed. */
    async finish(): Promise<boolean> {
      run();
      return (await running) ?? true;
    },
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
