import { Link } from "wouter";
import { useStep } from "../browser/use-step.ts";
import { Button } from "../ui/button.tsx";
import { Heading } from "../ui/heading.tsx";
import { Panel } from "../ui/layout.tsx";

/** Shows its word late: most waits are over before it would be read. */
export function LoadingPage() {
  return (
    <p role="status" className="animate-late text-soft">
      Loading…
    </p>
  );
}

/** The service cannot be asked. That says nothing about who is signed in, so nobody is sent anywhere. */
export function UnreachablePage({ onRetry }: { onRetry: () => void }) {
  const heading = useStep<HTMLHeadingElement>("Not reachable");
  return (
    <Panel>
      <Heading
        focusRef={heading}
        lead="The service does not answer right now. Nothing is lost: try again in a moment."
      >
        We can't reach Sixdigit
      </Heading>
      <Button className="w-full" onClick={onRetry}>
        Try again
      </Button>
    </Panel>
  );
}

export function NotFoundPage() {
  const heading = useStep<HTMLHeadingElement>("Page not found");
  return (
    <Panel>
      <Heading focusRef={heading} lead="The address may be old or mistyped.">
        There is no such page
      </Heading>
      <Link href="/" className="inline-flex min-h-6 items-center text-accent underline underline-offset-4">
        Go to the start
      </Link>
    </Panel>
  );
}
