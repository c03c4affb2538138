import { Link } from "wouter";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
import { useDownload } from "./use-download.ts";

/** What is kept of somebody: to take along, and to have deleted. */
export function OwnData() {
  const text = useWords().words.ownData;
  const { busy, start } = useDownload();
  return (
    <Section title={text.title} status="ready">
      <p className="pt-5 text-pretty text-soft">{text.lead}</p>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
        <Button look="small" onClick={start} busy={busy}>
          {text.download}
        </Button>
        <Link
          href="/account/delete"
          className="inline-flex min-h-9 items-center text-sm text-bad underline underline-offset-4"
        >
          {text.delete}
        </Link>
      </div>
    </Section>
  );
}
