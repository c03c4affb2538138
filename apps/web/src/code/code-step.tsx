import type { E164 } from "@sixdigit/contracts";
import { Link } from "wouter";
import { useStep } from "../browser/use-step.ts";
import { DevPhoneSlot } from "../dev-phone/dev-phone-slot.tsx";
import { formatPhone } from "../phone/format-phone.ts";
import { Heading } from "../ui/heading.tsx";
import { Panel } from "../ui/layout.tsx";
import { CodeForm } from "./code-form.tsx";
import { lifeWords } from "./life-words.ts";
import { SendAgain } from "./send-again.tsx";
import { useCountdown } from "./use-countdown.ts";
import { useSendAgain } from "./use-send-again.ts";
import { useVerify } from "./use-verify.ts";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

export function CodeStep({ phone }: { phone: E164 }) {
  const field = useStep<HTMLInputElement>("Enter the code");
  const again = useSendAgain(phone);
  const { timing } = again;
  const verify = useVerify(phone, timing, again.wait);
  const expired = useCountdown(timing.expiresAt ?? Number.POSITIVE_INFINITY) === 0;
  const needsNewCode = Boolean(expired || verify.problem?.needsNewCode || again.problem?.needsNewCode);

  const life = needsNewCode ? undefined : lifeWords(timing, clock);
  const hint = expired && !verify.problem ? "This code has expired. Send a new code to go on." : life;

  const send = () =>
    again.send(needsNewCode, () => {
      verify.clear();
      field.current?.focus();
    });
  const useCode = (code: string) => {
    verify.setCode(code);
    field.current?.focus();
  };

  return (
    <Panel beside={<DevPhoneSlot phone={phone} onCode={useCode} />}>
      <Heading lead={<SentTo phone={phone} />}>Enter the code</Heading>
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
          needsNewCode={needsNewCode}
          busy={again.busy}
          onSend={send}
          onReady={() => needsNewCode || again.setStatus("No message yet? You can send it again now.")}
        />
        {again.problem && (
          <p role="alert" className="mt-3 text-sm text-bad">
            {again.problem.text}
          </p>
        )}
        <p role="status" className="mt-3 text-sm text-soft empty:mt-0">
          {verify.busy ? "Checking the code…" : again.status}
        </p>
      </div>
    </Panel>
  );
}

function SentTo({ phone }: { phone: E164 }) {
  return (
    <>
      <p>
        We sent it by SMS to{" "}
        <strong className="font-medium whitespace-nowrap text-ink">{formatPhone(phone)}</strong>
      </p>
      <Link href="/" className="inline-flex min-h-6 items-center text-accent underline underline-offset-4">
        Change number
      </Link>
    </>
  );
}
