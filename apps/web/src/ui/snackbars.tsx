import { useEffect, useSyncExternalStore } from "react";
import { useWords } from "../words/use-words.ts";
import { snackbar } from "./snackbar-store.ts";

const LONG_ENOUGH_TO_READ_MS = 8_000;

/**
 * Shows the latest message at the lower edge, beside the page where there is room, in a live region that is always there. It
 * moves nothing.
 */
export function Snackbars() {
  const { words } = useWords();
  const snack = useSyncExternalStore(snackbar.subscribe, snackbar.get);
  useEffect(() => {
    if (!snack || snack.stays || snack.action) return;
    const timer = setTimeout(snackbar.close, LONG_ENOUGH_TO_READ_MS);
    return () => clearTimeout(timer);
  }, [snack]);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-20 flex justify-center sm:bottom-8 xl:inset-x-auto xl:end-8 xl:w-64"
    >
      {snack && (
        <div className="pointer-events-auto flex max-w-md animate-appear flex-wrap items-center gap-x-3 rounded-2xl bg-ink py-2.5 ps-5 pe-2.5 text-sm text-page shadow-xl">
          <p className="min-w-44 flex-1 py-1.5">{snack.text}</p>
          <div className="ms-auto flex items-center gap-3">
            {snack.action && (
              <button
                type="button"
                className="min-h-9 cursor-pointer rounded-xl px-3 font-semibold underline underline-offset-4 focus-visible:outline-page"
                onClick={snack.action.run}
              >
                {snack.action.name}
              </button>
            )}
            <button
              type="button"
              aria-label={words.close}
              className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-xl hover:bg-page/15 focus-visible:outline-page"
              onClick={snackbar.close}
            >
              <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 stroke-current stroke-[1.75]">
                <path d="m4 4 8 8M12 4l-8 8" strokeLinecap="round" />
              </svg>
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
