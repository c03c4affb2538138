import { useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { formatCountdown } from "./time-words.ts";
import { useCountdown } from "./use-countdown.ts";

type Props = {
  /** From when on the server takes another request, on this device's clock. */
  from: number;
  needsNewCode: boolean;
  busy: boolean;
  onSend: () => void;
  /** Called once when the wait is over. */
  onReady: () => void;
};

/** Counts down in its own text, in no live region: a voice each second would drown the rest. */
export function SendAgain({ from, needsNewCode, busy, onSend, onReady }: Props) {
  const seconds = useCountdown(from);
  useOnEnd(seconds, onReady);
  const name = needsNewCode ? "Send a new code" : "Send again";
  return (
    <Button
      look={needsNewCode && seconds === 0 ? "primary" : "quiet"}
      className="w-full tabular-nums"
      busy={busy}
      waiting={seconds > 0}
      onClick={onSend}
    >
      {seconds > 0 ? `${name} in ${formatCountdown(seconds)}` : name}
    </Button>
  );
}

function useOnEnd(seconds: number, onEnd: () => void) {
  const before = useRef(seconds);
  useEffect(() => {
    if (before.current > 0 && seconds === 0) onEnd();
    before.current = seconds;
  });
}
