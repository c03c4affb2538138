import type { ReactNode } from "react";
import type { Account } from "../auth/use-auth.ts";
import { useSignOut } from "../auth/use-sign-out.ts";
import { useStep } from "../browser/use-step.ts";
import { Button } from "../ui/button.tsx";
import { Heading } from "../ui/heading.tsx";
import { Panel } from "../ui/layout.tsx";

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

type Props = { account: Account; signOut: () => Promise<void> };

export function AccountPage({ account: { user, session }, signOut }: Props) {
  const heading = useStep<HTMLHeadingElement>("Your account");
  const { busy, start } = useSignOut(signOut);
  return (
    <Panel>
      <Heading focusRef={heading} lead="You are signed in on this device.">
        Your account
      </Heading>
      <dl className="mb-8 divide-y divide-line border-y border-line">
        <Row term="Phone number">
          <span className="tabular-nums">{user.phoneNumber}</span>
        </Row>
        <Row term="Signed in since">
          <Instant iso={session.createdAt} format={dateAndTime} />
        </Row>
        <Row term="Member since">
          <Instant iso={user.createdAt} format={date} />
        </Row>
      </dl>
      <Button look="quiet" className="w-full" onClick={start} busy={busy}>
        Sign out
      </Button>
    </Panel>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-3.5">
      <dt className="text-soft">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Instant({ iso, format }: { iso: string; format: Intl.DateTimeFormat }) {
  return <time dateTime={iso}>{format.format(new Date(iso))}</time>;
}
