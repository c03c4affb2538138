import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it; read out at once, and again with the field. */
  error?: string | undefined;
  children: (control: ControlProps) => ReactNode;
};

/** What the label, the hint and the error need of the control. Its size is its own affair. */
export type ControlProps = {
  id: string;
  className: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** A control with its visible label, a hint and an error that are tied to it (WCAG 3.3.1, 1.3.1). */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(" ");
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        className: classNames(
          "w-full min-w-0 rounded-xl border bg-surface px-3.5 transition-colors",
          "focus-visible:outline-offset-0",
          error ? "border-bad outline-bad" : "border-edge hover:border-ink focus-visible:border-accent",
        ),
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error && (
        <p id={errorId} role="alert" className="mt-2 text-sm text-pretty text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="mt-2 text-sm text-pretty text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
