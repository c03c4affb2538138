import type { ComponentProps, ReactNode } from "react";
import { settings } from "../settings/page-settings.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { Mark } from "./mark.tsx";

/** The frame of every page. */
export function Layout({ mark, children }: { mark: ComponentProps<typeof Mark>; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-5 sm:px-8">
      <header className="mx-auto flex w-full max-w-5xl items-center gap-3 py-5 sm:py-7">
        <Mark {...mark} />
        <span className="text-lg font-semibold tracking-tight">{settings.name}</span>
        <LanguageSwitch />
      </header>
      <main className="flex flex-1 flex-col items-center pt-4 pb-20 sm:pt-[6vh]">{children}</main>
    </div>
  );
}

/** The one thing that a page is about, and what may stand beside it: below it on narrow screens, where no step moves it. */
export function Panel({ children, beside }: { children: ReactNode; beside?: ReactNode }) {
  return (
    <div className="flex w-full flex-col items-center gap-14 lg:flex-row lg:items-start lg:justify-center lg:gap-20">
      <section className="w-full max-w-[26rem] max-lg:has-[+*]:min-h-[28.5rem] sm:rounded-3xl sm:border sm:border-line sm:bg-surface sm:p-10 sm:max-lg:has-[+*]:min-h-[34rem]">
        {children}
      </section>
      {beside}
    </div>
  );
}
