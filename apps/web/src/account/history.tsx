import { trpc } from "../trpc.ts";
import { Pill } from "../ui/pill.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
import { deviceName } from "./device-words.ts";
import { loadStatus } from "./load-status.ts";

/** The latest sign-ins, so that one's own can be told from a stranger's. */
export function History() {
  const { words, locale } = useWords();
  const text = words.history;
  const history = trpc.session.history.useQuery();
  const events = history.data?.events ?? [];
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Section
      title={text.title}
      status={loadStatus(history)}
      failed={text.loadFailed}
      onRetry={() => void history.refetch()}
    >
      {events.length === 0 && <p className="py-8 text-soft">{text.empty}</p>}
      <ul>
        {events.map((event) => (
          <li
            key={`${event.at} ${event.name}`}
            className="flex flex-col justify-between gap-x-6 gap-y-0.5 border-line py-3.5 not-first:border-t sm:flex-row sm:items-center"
          >
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
              {deviceName(event, words)}
              {event.newBrowser && <Pill>{text.newBrowser}</Pill>}
              {event.name === "sign-in-after-failures" && <Pill>{text.afterFailures}</Pill>}
            </span>
            <time dateTime={event.at} className="text-sm text-soft">
              {format.format(new Date(event.at))}
            </time>
          </li>
        ))}
      </ul>
    </Section>
  );
}
