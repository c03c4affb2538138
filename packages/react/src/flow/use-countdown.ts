import { useEffect, useRef, useState } from "react";

const LOOK_EVERY_MS = 250;

const secondsTo = (instant: number | undefined) =>
  instant === undefined ? undefined : Math.max(0, Math.ceil((instant - Date.now()) / 1000));

/**
 * Whole seconds until an instant (milliseconds on this device's clock), 0 from then on; undefined without an instant.
 *
 * @param onEnd called once when they are over, and not for an instant that was past from the start
 */
export function useCountdown(instant: number | undefined, onEnd: () => void): number | undefined {
  const [, setLook] = useState(0);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!secondsTo(instant)) return;
    const timer = setInterval(() => {
      const left = secondsTo(instant) ?? 0;
      setLook(left);
      if (left > 0) return;
      clearInterval(timer);
      end.current();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [instant]);
  return secondsTo(instant);
}
