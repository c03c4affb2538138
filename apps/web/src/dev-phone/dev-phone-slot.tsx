import { lazy, Suspense } from "react";
import { ErrorBoundary } from "../errors/error-boundary.tsx";
import { settings } from "../settings/page-settings.ts";

type Props = { phone: string | undefined; onCode: (code: string) => void };

const DevPhone = lazy(async () => ({ default: (await import("./dev-phone.tsx")).DevPhone }));

/**
 * The place beside the form where the development phone lies, kept free while it loads. In production nothing of it is loaded
 * or asked for. Whatever fails in there, the form does not notice.
 */
export function DevPhoneSlot(props: Props) {
  if (!settings.inbox) return null;
  return (
    <div className="h-[30rem] w-full max-w-68 shrink-0" lang="en" dir="ltr">
      <ErrorBoundary fallback={null}>
        <Suspense fallback={null}>
          <DevPhone {...props} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
