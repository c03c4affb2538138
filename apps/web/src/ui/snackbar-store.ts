export type Snack = {
  text: string;
  /** What can still be done about it. */
  action?: { name: string; run: () => void };
  /** Until it is closed; else it goes by itself. */
  stays?: boolean;
};

/** A message that belongs to no field; one at a time, the latest. */
function createSnackbar() {
  let current: Snack | undefined;
  const listeners = new Set<() => void>();
  const set = (next: Snack | undefined) => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (snack: Snack) => set(snack),
    close: () => set(undefined),
  };
}

export const snackbar = createSnackbar();
