import type { ComponentProps, MouseEvent } from "react";
import { classNames } from "./class-names.ts";

type Props = Omit<ComponentProps<"button">, "disabled"> & {
  look?: "primary" | "quiet";
  /** At work: looks so and takes no press, but keeps its name and the focus. */
  busy?: boolean;
  /** Cannot be pressed yet. Stays in the tab order, so that its text can be read. */
  waiting?: boolean;
};

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong h-12 text-base",
  quiet: "border border-edge text-ink hover:border-accent hover:text-accent h-11 text-sm",
};

export function Button({ look = "primary", busy, waiting, onClick, children, className, ...rest }: Props) {
  const idle = busy || waiting;
  const press = (event: MouseEvent<HTMLButtonElement>) => (idle ? event.preventDefault() : onClick?.(event));
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
      className={classNames(
        "inline-flex items-center justify-center gap-2.5 rounded-xl px-5 font-medium transition-colors",
        LOOKS[look],
        idle ? "cursor-default" : "cursor-pointer",
        waiting && "border-line text-soft hover:border-line hover:text-soft",
        className,
      )}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
