import type { E164 } from "@sixdigit/contracts";
import { Link } from "wouter";
import { useStep } from "../browser/use-step.ts";
import { DevPhoneSlot } from "../dev-phone/dev-phone-slot.tsx";
import { formatPhone } from "../phone/format-phone.ts";
import { Heading } from "../ui/heading.tsx";
import { Panel } from "../ui/layout.tsx";
import { CodeForm } from "./code-form.tsx";
import { lifeWords, NO_LONGER_USABLE } from "./life-words.ts";
import { SendAgain } from "./send-again.tsx";
import { useCountdown } from "./use-countdown.ts";
import { useSendAgain } from "./use-send-again.ts";
import { useVerify } from "./use-verify.ts";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

export function CodeStep({ phone }: { phone: E164 }) {
  const field = useStep<HTMLInputElement>("Enter the code");
  const again = useSendAgain(phone);
  const { timing } = again;
  const verify = useVerify(phone, timing, again.markSpent);
  const end = timing.expiresAt ?? Number.POSITIVE_INFINITY;
  const expired = useCountdown(end, verify.forgetProblem) === 0;
  const needsNewCode = expired || timing.state === "spent";
  const isTold = Boolean(verify.problem ?? again.problem?.needsNewCode);
  const overWords = expired ? "This code has expired. Send a new code to go on." : NO_LONGER_USABLE;
  const hint = needsNewCode ? !isTold && overWords : lifeWords(timing, clock);
  const wasSent = timing.state === "sent" || timing.sentAt !== undefined;
  const kind = needsNewCode ? "new" : wasSent ? "again" : "first";

  const send = () =>
    again.send(kind !== "again", () => {
      verify.clear();
      field.current?.focus();
    });
  const useCode = (code: string) => {
    verify.setCode(code);
    field.current?.focus();
  };

  return (
    <Panel beside={<DevPhoneSlot phone={phone} onCode={useCode} />}>
      <Heading lead={<WhereTo phone={phone} wasSent={wasSent} />}>Enter the code</Heading>
      <CodeForm
        fieldRef={field}
        code={verify.code}
        onCode={verify.setCode}
        codeLength={timing.codeLength}
        hint={hint}
        error={verify.problem?.text}
        busy={verify.busy}
        isSpent={needsNewCode}
        onSubmit={verify.submit}
      />
      <div className="mt-3">
        <SendAgain
          from={timing.resendAt}
          kind={kind}
          busy={again.busy}
          onSend={send}
          onReady={again.waitIsOver}
        />
        {again.problem && (
          <p role="alert" className="mt-3 text-sm text-pretty text-bad">
            {again.problem.text}
          </p>
        )}
        <p role="status" className="mt-3 text-sm text-pretty text-soft empty:mt-0">
          {verify.busy ? "Checking the code…" : (again.busy || !needsNewCode) && again.status}
        </p>
      </div>
    </Panel>
  );
}

function WhereTo({ phone, wasSent }: { phone: E164; wasSent: boolean }) {
  return (
    <>
      <p>
        {wasSent ? "We sent it by SMS to" : "Enter the code for"}{" "}
        <strong className="font-medium whitespace-nowrap text-ink">{formatPhone(phone)}</strong>
      </p>
      <Link href="/" className="inline-flex min-h-6 items-center text-accent underline underline-offset-4">
        Change number
      </Link>
    </>
  );
}
