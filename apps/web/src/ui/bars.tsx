import { classNames } from "./class-names.ts";

/** Six short bars, some of them filled: the mark of the project, and how far a code is typed. Decoration only. */
export function Bars({ filled, total, className }: { filled: number; total: number; className?: string }) {
  const places = Array.from({ length: total }, (_, place) => place);
  return (
    <span aria-hidden="true" className={classNames("flex", className)}>
      {places.map((place) => (
        <span
          key={place}
          className={classNames(
            "flex-1 rounded-full transition-colors",
            place < filled ? "bg-accent" : "bg-edge/40",
          )}
        />
      ))}
    </span>
  );
}
