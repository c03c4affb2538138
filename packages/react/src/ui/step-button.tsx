import type { MouseEvent } from "react";

type Props = {
  children: string;
  type?: "submit" | "button";
  look?: "primary" | "quiet";
  /** At work: looks so (after 300 ms) and takes no press, but keeps its name, its size and the focus. */
  busy?: boolean;
  /** Cannot be pressed yet. Stays in the tab order, so that its text can be read. */
  waiting?: boolean;
  onClick?: () => void;
};

export function StepButton({ children, type = "button", look = "primary", busy, waiting, onClick }: Props) {
  const idle = busy || waiting;
  const press = (event: MouseEvent) => (idle ? event.preventDefault() : onClick?.());
  return (
    <button
      type={type}
      className={`sixdigit-button sixdigit-${look}`}
      onClick={press}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
    >
      {/* Another name is another element: no browser takes it for one that has moved. */}
      <span key={children}>{children}</span>
    </button>
  );
}
