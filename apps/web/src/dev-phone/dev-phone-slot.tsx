import type { E164 } from "@sixdigit/contracts";
import { lazy, Suspense } from "react";
import { ErrorBoundary } from "../errors/error-boundary.tsx";

type Props = { phone: E164 | undefined; onCode?: (code: string) => void };

const DevPhone = lazy(async () => ({ default: (await import("./dev-phone.tsx")).DevPhone }));

/** The server says so in the page's head; in production nothing of the phone is loaded or asked for. */
const isDevelopment =
  document.querySelector('meta[name="sixdigit-mode"]')?.getAttribute("content") === "development";

/** The place beside the form where the development phone lies. Whatever fails in there, the form does not notice. */
export function DevPhoneSlot(props: Props) {
  if (!isDevelopment) return null;
  return (
    <ErrorBoundary fallback={null}>
      <Suspense fallback={null}>
        <DevPhone {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}
