import { Button } from "../ui/button.tsx";
import { formatCountdown } from "./time-words.ts";
import { useCountdown } from "./use-countdown.ts";

type Props = {
  /** From when on the server takes another request, on this device's clock. */
  from: number;
  kind: keyof typeof NAMES;
  busy: boolean;
  onSend: () => void;
  /** Called once when the wait is over. */
  onReady: () => void;
};

/** `first`: none was sent from here. `new`: the last code can no longer be used. */
const NAMES = { first: "Send a code", again: "Send again", new: "Send a new code" };

/** Counts down in its own text, in no live region: a voice each second would drown the rest. */
export function SendAgain({ from, kind, busy, onSend, onReady }: Props) {
  const seconds = useCountdown(from, onReady);
  const name = NAMES[kind];
  return (
    <Button
      look={kind === "new" && seconds === 0 ? "primary" : "quiet"}
      className="w-full tabular-nums"
      busy={busy}
      waiting={seconds > 0}
      onClick={onSend}
    >
      {seconds > 0 ? `${name} in ${formatCountdown(seconds)}` : name}
    </Button>
  );
}
