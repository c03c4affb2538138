import type { ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { Button } from "./button.tsx";

type Props = {
  title: string;
  status: "loading" | "failed" | "ready";
  failed: string;
  onRetry: () => void;
  children: ReactNode;
};

/** A part of a page that is loaded on its own, in a place that is kept for it. */
export function Section({ title, status, failed, onRetry, children }: Props) {
  const { words } = useWords();
  return (
    <section className="mt-10">
      <h2 className="mb-3 text-lg font-semibold tracking-tight">{title}</h2>
      <div className="min-h-24 rounded-3xl border border-line bg-surface px-6 sm:px-8">
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
