import type { ComponentProps, MouseEvent } from "react";
import { classNames } from "./class-names.ts";

type Props = Omit<ComponentProps<"button">, "disabled"> & {
  look?: keyof typeof LOOKS;
  /** At work: looks so and takes no press, but keeps its name and the focus. */
  busy?: boolean;
};

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong min-h-12 px-5",
  quiet: "border border-edge hover:border-accent hover:text-accent min-h-12 px-5",
  small: "border border-edge hover:border-accent hover:text-accent min-h-9 px-3.5 text-sm",
  danger: "bg-bad text-page min-h-12 px-5",
};

export function Button({ look = "primary", busy, onClick, className, ...rest }: Props) {
  const press = (event: MouseEvent<HTMLButtonElement>) => (busy ? event.preventDefault() : onClick?.(event));
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={classNames(
        "inline-flex items-center justify-center rounded-[0.875rem] py-1.5 font-semibold transition-colors",
        LOOKS[look],
        busy ? "cursor-default opacity-70" : "cursor-pointer",
        className,
      )}
    />
  );
}
