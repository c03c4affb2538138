import { type InboxMessage, splitAtCode } from "./inbox.ts";

const clock = new Intl.DateTimeFormat("en", { timeStyle: "medium" });

type Props = { message: InboxMessage; onCode: (code: string) => void };

/** One message. Its code is a button that fills the field. */
export function MessageBubble({ message: { text, at }, onCode }: Props) {
  const { before, code, after } = splitAtCode(text);
  return (
    <div className="animate-appear">
      <p className="rounded-2xl rounded-bl-sm bg-tint px-3.5 py-2.5 text-sm wrap-anywhere whitespace-pre-line">
        {before}
        {code ? (
          <button
            type="button"
            aria-label={`Use code ${code}`}
            onClick={() => onCode(code)}
            className="inline-flex min-h-6 cursor-pointer items-center font-semibold text-accent underline underline-offset-2"
          >
            {code}
          </button>
        ) : null}
        {after}
      </p>
      <time dateTime={at} className="mt-1 block pl-1 text-xs text-soft">
        {clock.format(new Date(at))}
      </time>
    </div>
  );
}
