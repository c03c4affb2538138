import { type ReactNode, useId } from "react";

type Props = {
  label: string;
  hint: string;
  /** What is wrong with it; read out at once, and again with the field. */
  error: string | undefined;
  children: (control: ControlProps) => ReactNode;
};

/** What the label, the hint and the error need of the control. */
export type ControlProps = {
  id: string;
  "aria-describedby": string;
  "aria-invalid": true | undefined;
};

/**
 * A control with its visible label and one line for the hint or the error, tied to it (WCAG 3.3.1, 1.3.1).
 * New words are a new element: an error is read out anew, and nothing counts as moved.
 */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="sixdigit-field" data-invalid={error ? true : undefined}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": note, "aria-invalid": error ? true : undefined })}
      <div id={note} className="sixdigit-note">
        {error ? (
          <p key={error} role="alert" className="sixdigit-bad">
            {error}
          </p>
        ) : (
          <p key={hint}>{hint}</p>
        )}
      </div>
    </div>
  );
}
