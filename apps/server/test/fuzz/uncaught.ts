const NAMES = ["uncaughtException", "unhandledRejection"] as const;

export type Uncaught = Disposable & {
  /** What nobody caught since it was last asked, in words. */
  taken(): string[];
};

/** Keeps the process alive when something is thrown that nobody catches, and notes it, until it is disposed of. */
export function noteUncaught(): Uncaught {
  let noted: string[] = [];
  const note = (error: unknown) => {
    noted.push(`uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  for (const name of NAMES) process.on(name, note);
  return {
    taken() {
      const all = noted;
      noted = [];
      return all;
    },
    [Symbol.dispose]() {
      for (const name of NAMES) process.off(name, note);
    },
  };
}
