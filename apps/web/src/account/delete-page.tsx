import type { E164, UserView } from "@sixdigit/contracts";
import { phoneFromText, SignInSteps, usePhoneSignIn } from "@sixdigit/react";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useTitle } from "../browser/use-step.ts";
import { DevPhoneSlot } from "../dev-phone/dev-phone-slot.tsx";
import { LoadingPage, UnreachablePage } from "../pages/message-pages.tsx";
import { signIn } from "../session/sign-in.ts";
import { trpc } from "../trpc.ts";
import { TrpcProvider } from "../trpc-provider.tsx";
import { Panel } from "../ui/layout.tsx";
import { snackbar } from "../ui/snackbar-store.ts";
import { useWords } from "../words/use-words.ts";
import { createDeletion } from "./create-deletion.ts";
import { loadStatus } from "./load-status.ts";

/** Deletes the account with a fresh code for its number. */
export function DeletePage({ user }: { user: UserView }) {
  return (
    <TrpcProvider>
      <OfOwnNumber user={user} />
    </TrpcProvider>
  );
}

/** The session knows the number masked: in full it is among one's own data. */
function OfOwnNumber({ user }: { user: UserView }) {
  const data = trpc.session.exportData.useQuery();
  const status = loadStatus(data);
  const phone = data.data && phoneFromText(data.data.user.phoneNumber);
  if (phone) return <Steps user={user} phone={phone} />;
  if (status === "loading") return <LoadingPage />;
  return <UnreachablePage onRetry={() => void data.refetch()} />;
}

function Steps({ user, phone }: { user: UserView; phone: E164 }) {
  const { words, language, locale } = useWords();
  const text = words.deletion;
  useTitle(text.title);
  const [, navigate] = useLocation();
  const [deletion] = useState(() => createDeletion(user, phone));
  const flow = usePhoneSignIn(deletion, { phone, locale: language });
  const isKept = flow.state.step === "phone";
  useEffect(() => {
    if (isKept) navigate("/account", { replace: true });
  }, [isKept, navigate]);
  if (isKept) return null;

  const { code } = words.signIn;
  const about = (lead: string) => `${text.consequence} ${lead}`;
  const ownCode = {
    ...code,
    title: text.title,
    enterFor: about(code.enterFor),
    sentTo: about(text.sentTo),
    changeNumber: text.keep,
    submit: text.submit,
  };
  const leave = () => {
    snackbar.show({ text: text.deleted });
    signIn.session.signedOut();
  };
  return (
    <Panel beside={<DevPhoneSlot phone={phone} onCode={flow.typeCode} />}>
      <div className="dangerous">
        <SignInSteps
          signIn={deletion}
          flow={flow}
          words={{ ...words.signIn, code: ownCode }}
          locale={locale}
          heading="h1"
          onDone={leave}
        />
      </div>
    </Panel>
  );
}
