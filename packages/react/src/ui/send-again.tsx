import { wasSent } from "../flow/code-life.ts";
import type { CodeState } from "../flow/state.ts";
import type { PhoneSignInFlow } from "../use-phone-sign-in.ts";
import type { SignInWords } from "../words/types.ts";
import { StepButton } from "./step-button.tsx";
import { formatCountdown } from "./time-words.ts";

type Props = { state: CodeState; flow: PhoneSignInFlow; words: SignInWords; onSend: () => void };

/** Counts down in its own text, in no live region: a voice each second would drown the rest. */
export function SendAgain({ state: { life, busy }, flow, words: { code }, onSend }: Props) {
  const { needsNewCode, secondsToResend: seconds } = flow;
  const name = needsNewCode ? code.sendNew : wasSent(life) ? code.sendAgain : code.sendFirst;
  return (
    <StepButton
      look={needsNewCode && seconds === 0 ? "primary" : "quiet"}
      busy={busy === "sending" || busy === "proving"}
      waiting={seconds > 0}
      onClick={onSend}
    >
      {seconds > 0 ? code.inTime(name, formatCountdown(seconds)) : name}
    </StepButton>
  );
}
