import { Toaster } from "sonner";

/** Messages that belong to no field. Their region is a live one, and speaks them. */
export function Toasts() {
  return (
    <Toaster
      position="top-center"
      theme="system"
      closeButton
      gap={10}
      style={VARIABLES}
      toastOptions={{ closeButtonAriaLabel: "Close message", classNames: CLASSES }}
    />
  );
}

const VARIABLES: Record<`--${string}`, string> = {
  "--normal-bg": "var(--surface)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--edge)",
  "--normal-bg-hover": "var(--tint)",
  "--normal-border-hover": "transparent",
  "--toast-close-button-start": "auto",
  "--toast-close-button-end": "0.625rem",
  "--toast-close-button-transform": "translateY(-50%)",
};

const CLASSES = {
  toast: "rounded-xl pr-12 text-sm",
  closeButton: "top-1/2 size-7 rounded-lg border-transparent",
  error: "[&_[data-icon]]:text-bad",
  success: "[&_[data-icon]]:text-accent",
};
