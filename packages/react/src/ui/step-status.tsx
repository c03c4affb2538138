import type { Problem } from "../flow/problem.ts";
import type { Busy } from "../flow/state.ts";
import type { SignInWords } from "../words/types.ts";
import { problemWords } from "./problem-words.ts";
import { useLate } from "./use-late.ts";
import { useOnline } from "./use-online.ts";

type Props = {
  busy: Busy;
  busyWords: Record<NonNullable<Busy>, string>;
  problem: Problem | undefined;
  /** What was done last. */
  notice?: string | undefined;
  words: SignInWords;
  locale: string;
};

const SHOW_AFTER_MS = 300;
const SLOW_AFTER_MS = 5_000;

/** What is going on, in a place that is kept free for it, so that nothing moves when it speaks. */
export function StepStatus({ busy, busyWords, problem, notice, words, locale }: Props) {
  const late = useLate(busy !== undefined, SHOW_AFTER_MS);
  const slow = useLate(busy !== undefined && busy !== "proving", SLOW_AFTER_MS);
  const online = useOnline();
  const doing = busy && late && (slow ? words.slow : busyWords[busy]);
  const told = problem && problemWords(problem, words, locale);
  const idle = busy || problem ? undefined : (notice ?? (online ? undefined : words.offline));
  return (
    <div className="sixdigit-status">
      <p role="status">{doing || idle}</p>
      {/* New words are a new element: they are read out anew. */}
      {told && (
        <p key={told} role="alert" className="sixdigit-bad">
          {told}
        </p>
      )}
    </div>
  );
}
