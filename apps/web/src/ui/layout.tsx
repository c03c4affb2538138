import type { ReactNode } from "react";
import { Bars } from "./bars.tsx";

/** The frame of every page. */
export function Layout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-5 sm:px-8">
      <header className="mx-auto flex w-full max-w-5xl items-center gap-3 py-6 sm:py-8">
        <Bars filled={4} total={6} className="h-5 w-8 gap-[3px]" />
        <span className="text-lg font-semibold tracking-tight">Sixdigit</span>
      </header>
      <main className="flex flex-1 flex-col items-center pt-6 pb-16 sm:justify-center sm:pt-0 sm:pb-28">
        {children}
      </main>
    </div>
  );
}

/** The one thing that a page is about, and what may stand beside it. */
export function Panel({ children, beside }: { children: ReactNode; beside?: ReactNode }) {
  return (
    <div className="flex w-full flex-col items-center gap-14 lg:flex-row lg:justify-center lg:gap-20">
      <section className="w-full max-w-[26rem] animate-appear sm:rounded-3xl sm:border sm:border-line sm:bg-surface sm:p-10">
        {children}
      </section>
      {beside}
    </div>
  );
}
