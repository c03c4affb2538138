import type { ReactNode, RefObject } from "react";
import { useWords } from "../words/use-words.ts";
import { Button } from "./button.tsx";

type Props = {
  title: string;
  status: "loading" | "failed" | "ready";
  /** Of what may fail to load. */
  failed?: string;
  onRetry?: () => void;
  /** For parts whose heading may be given the focus. */
  headingRef?: RefObject<HTMLHeadingElement | null>;
  children: ReactNode;
};

/** A part of a page that is loaded on its own, in a place that is kept for it. */
export function Section({ title, status, failed, onRetry, headingRef, children }: Props) {
  const { words } = useWords();
  return (
    <section className="mt-10">
      <h2
        ref={headingRef}
        tabIndex={headingRef && -1}
        className="mb-3 text-lg font-semibold tracking-tight focus-visible:outline-none"
      >
        {title}
      </h2>
      <div className="flex min-h-24 flex-col justify-center rounded-3xl border border-line bg-surface px-6 sm:px-8">
        {status === "ready" && children}
        {status === "loading" && (
          <p role="status" className="animate-late py-8 text-soft">
            {words.loading}
          </p>
        )}
        {status === "failed" && (
          <div role="alert" className="flex flex-wrap items-center justify-between gap-3 py-6">
            <p>{failed}</p>
            <Button look="small" onClick={onRetry}>
              {words.tryAgain}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
