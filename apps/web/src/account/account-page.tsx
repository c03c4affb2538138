import type { SessionView, UserView } from "@sixdigit/contracts";
import { type ReactNode, useState } from "react";
import { useHeading } from "../browser/use-step.ts";
import { isSignedInBy } from "../session/sign-in.ts";
import type { Greeting } from "../session/use-greeting.ts";
import { TrpcProvider } from "../trpc-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Heading } from "../ui/heading.tsx";
import { useWords } from "../words/use-words.ts";
import { Devices } from "./devices.tsx";
import { History } from "./history.tsx";
import { OwnData } from "./own-data.tsx";
import { createUndoable } from "./undoable.ts";
import { useSignOut } from "./use-sign-out.ts";

export type Account = { user: UserView; session: SessionView };

type Props = { account: Account; greeting: Greeting | undefined };

export function AccountPage(props: Props) {
  return (
    <TrpcProvider>
      <Content {...props} />
    </TrpcProvider>
  );
}

function Content({ account: { user, session }, greeting }: Props) {
  const { words, locale } = useWords();
  const text = words.account;
  const heading = useHeading(text.title);
  // What is to end is of this session's account: another tab may have signed in somebody else meanwhile.
  const [undoable] = useState(() => createUndoable({ isMeant: () => isSignedInBy(session.id) }));
  const { busy, start } = useSignOut(undoable);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const minute = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className="w-full max-w-2xl">
      <Heading focusRef={heading} lead={greeting && <p role="status">{words.notices[greeting]}</p>}>
        {text.title}
      </Heading>
      <dl className="rounded-3xl border border-line bg-surface px-6 sm:px-8">
        <Row term={text.phone}>
          <bdi dir="ltr" className="tabular-nums">
            {user.phoneNumber}
          </bdi>
        </Row>
        <Row term={text.since}>
          <time dateTime={session.createdAt}>{minute.format(new Date(session.createdAt))}</time>
        </Row>
        <Row term={text.member}>
          <time dateTime={user.createdAt}>{day.format(new Date(user.createdAt))}</time>
        </Row>
      </dl>
      <Button look="quiet" className="mt-4 w-full sm:w-auto" onClick={start} busy={busy}>
        {text.signOut}
      </Button>
      {/* What comes later comes below, so that nothing moves. */}
      <Devices
        undoable={undoable}
        below={
          <>
            <History />
            <OwnData />
          </>
        }
      />
    </div>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-col justify-between gap-x-6 border-line py-3.5 not-first:border-t sm:flex-row sm:py-4">
      <dt className="text-soft">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
