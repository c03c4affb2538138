import type { AuthDeps, Challenge } from "@sixdigit/auth";
import type { Spent } from "./budgets.ts";
import type { Random } from "./random.ts";

/** One call of a use case, in one of the processes. */
export type Task = {
  name: string;
  process: number;
  /** What is promised by the settings that it runs with, whatever it goes by. */
  policy?: AuthDeps["policy"];
  /** What it guessed, where it is a guess. */
  guess?: string;
  /** What would be right, by the keys and settings that the call runs with. */
  rightCode?: (challenge: Challenge) => string | undefined;
  /** Its own port calls failed, so that it may be refused. */
  isFaulted?: boolean;
  /** Its message met a fault. */
  isSendFaulted?: boolean;
  /** What it was given to compare with. */
  granted?: Challenge;
  /** Whether it went on to sign in, and as whom it has. */
  hasCompleted?: boolean;
  signedInAs?: string;
  /** The session that it is made with. */
  sessionId?: string;
  /** The seed of the code that it is to send. */
  sending?: string;
  /** Whether the limits were told of its sign-in. */
  isSettled?: boolean;
  /** What it was charged for messages and guesses that have not gone out yet. */
  charged?: Spent[] | undefined;
  /** What its guess as a stranger was charged. */
  strangerGuess?: Spent | undefined;
};
type Waiting = { task: Task; port: string; resume: () => void };

export type Scheduler = ReturnType<typeof createScheduler>;

/**
 * Runs many calls as if at once, one at a time: each goes from one port to the next, and who goes on is the seed's choice.
 * Only ports make a call wait, so a step is over when the call that was resumed waits again or has ended.
 */
export function createScheduler(random: Random) {
  const waiting: Waiting[] = [];
  let current: Task | undefined;
  let stepIsOver = () => {};

  function step(task: Task, go: () => void): Promise<void> {
    return new Promise((resolve) => {
      stepIsOver = resolve;
      current = task;
      go();
    });
  }

  return {
    /** How many calls and late statements are on their way. */
    waiting: () => waiting.length,
    current(): Task {
      if (!current) throw new Error("a port was called outside of a task");
      return current;
    },
    /** Others may go first. */
    park(port: string): Promise<void> {
      const task = this.current();
      return new Promise((resume) => {
        waiting.push({ task, port, resume });
        stepIsOver();
      });
    },
    /** The call that is running never goes on: its process is gone. */
    vanish(): Promise<never> {
      stepIsOver();
      return new Promise(() => {});
    },
    /** All calls of a process but the one that is running are gone. */
    kill(process: number): void {
      const kept = waiting.filter(({ task }) => task.process !== process);
      waiting.splice(0, waiting.length, ...kept);
    },
    /** A statement that nobody waits for any more, and that is carried out all the same. */
    later(port: string, statement: () => Promise<unknown>): void {
      const task = { name: `late ${port}`, process: -1 };
      const resume = () => void statement().finally(() => stepIsOver());
      waiting.push({ task, port, resume });
    },
    start: (task: Task, body: () => Promise<void>) =>
      step(task, () => void body().finally(() => stepIsOver())),
    /** Lets one of those that wait go on. */
    async resumeOne(): Promise<void> {
      const [next] = waiting.splice(random.below(waiting.length), 1);
      if (next) await step(next.task, next.resume);
    },
  };
}
