import { type FormEvent, useEffect, useRef, useState } from "react";
import { wasSent } from "../flow/code-life.ts";
import type { CodeState } from "../flow/state.ts";
import { CodeField } from "./code-field.tsx";
import type { StepProps } from "./context.ts";
import { Field } from "./field.tsx";
import { hintOf } from "./hint-of.ts";
import { problemWords } from "./problem-words.ts";
import { SendAgain } from "./send-again.tsx";
import { StepButton } from "./step-button.tsx";
import { StepStatus } from "./step-status.tsx";
import { useWebOtp } from "./use-web-otp.ts";

/** After so many messages, asked for or sent, it is worth looking for what keeps them away. */
const HELP_AFTER_SENDS = 3;

/** The code as it came, the next message, and the way back to the number. */
export function CodeStep({ state, ...props }: StepProps & { state: CodeState }) {
  const { flow, words, locale, heading: Heading } = props;
  const { phone, life, code, busy, problem, notice } = state;
  const text = words.code;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useWebOtp(busy === undefined && !flow.needsNewCode, flow.typeCode);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await flow.checkCode();
    field.current?.focus();
    // The next code takes the place of a wrong one; one that is too short is typed on.
    if (code.length >= life.codeLength) field.current?.select();
  };
  const [needsHelp, setNeedsHelp] = useState(life.sends >= HELP_AFTER_SENDS);
  const resend = async () => {
    // With the press, not with its answer: what stands below has moved before anybody looks there.
    if (life.sends + 1 >= HELP_AFTER_SENDS) setNeedsHelp(true);
    await flow.resend();
    if (flow.get().step === "code") field.current?.focus();
  };
  const told = problem && problemWords(problem, words, locale, life.codeLength);
  const isOfField = problem?.place === "field";
  return (
    <form className="sixdigit" onSubmit={submit} noValidate>
      <Heading>{text.title}</Heading>
      <div className="sixdigit-lead">
        <p>
          {wasSent(life) ? text.sentTo : text.enterFor}{" "}
          <strong dir="ltr" className="sixdigit-number">
            {props.signIn.memory.shownAs(phone) ?? phone}
          </strong>
        </p>
        <button type="button" className="sixdigit-link" onClick={flow.changeNumber}>
          {text.changeNumber}
        </button>
      </div>
      <Field
        label={text.label}
        hint={problem?.needsNewCode ? "" : hintOf(life, flow, words, locale)}
        error={isOfField ? told : undefined}
      >
        {(control) => (
          <CodeField
            control={control}
            inputRef={field}
            code={code}
            codeLength={life.codeLength}
            onCode={flow.typeCode}
          />
        )}
      </Field>
      <StepButton type="submit" look={flow.needsNewCode ? "quiet" : "primary"} busy={busy === "checking"}>
        {text.submit}
      </StepButton>
      <SendAgain state={state} flow={flow} words={words} onSend={resend} />
      <StepStatus
        busy={busy}
        busyWords={{ sending: text.sending, checking: text.checking, proving: words.proving }}
        problem={isOfField ? undefined : problem}
        notice={notice && !flow.needsNewCode ? text.notices[notice] : undefined}
        words={words}
        locale={locale}
      />
      {needsHelp && (
        <details className="sixdigit-about" open>
          <summary>{text.help}</summary>
          {text.helpLines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      )}
    </form>
  );
}
