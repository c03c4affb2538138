import { Link } from "wouter";
import { useHeading } from "../browser/use-step.ts";
import { Button } from "../ui/button.tsx";
import { Heading } from "../ui/heading.tsx";
import { Panel } from "../ui/layout.tsx";
import { useWords } from "../words/use-words.ts";

/** Shows its word late: most waits are over before it would be read. */
export function LoadingPage() {
  const { words } = useWords();
  return (
    <p role="status" className="animate-late pt-24 text-soft">
      {words.loading}
    </p>
  );
}

/** The service cannot be asked. That says nothing about who is signed in, so nobody is sent anywhere. */
export function UnreachablePage({ onRetry }: { onRetry: () => void }) {
  const { unreachable, tryAgain } = useWords().words;
  const heading = useHeading(unreachable.title);
  return (
    <Panel>
      <Heading focusRef={heading} lead={unreachable.lead}>
        {unreachable.title}
      </Heading>
      <Button className="w-full" onClick={onRetry}>
        {tryAgain}
      </Button>
    </Panel>
  );
}

export function NotFoundPage() {
  const { notFound } = useWords().words;
  const heading = useHeading(notFound.title);
  return (
    <Panel>
      <Heading focusRef={heading} lead={notFound.lead}>
        {notFound.title}
      </Heading>
      <Link href="/" className="inline-flex min-h-6 items-center text-accent underline underline-offset-4">
        {notFound.toStart}
      </Link>
    </Panel>
  );
}
