import { useEffect, useRef, useState } from "react";

const LOOK_EVERY_MS = 250;

const secondsTo = (instant: number) => Math.max(0, Math.ceil((instant - Date.now()) / 1000));

/**
 * Whole seconds until an instant (milliseconds on this device's clock); 0 from then on.
 *
 * @param onEnd called once when they are over
 */
export function useCountdown(instant: number, onEnd: () => void): number {
  const [seconds, setSeconds] = useState(() => secondsTo(instant));
  useEffect(() => {
    setSeconds(secondsTo(instant));
    if (secondsTo(instant) === 0) return;
    const timer = setInterval(() => {
      const left = secondsTo(instant);
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [instant]);
  useOnEnd(seconds, onEnd);
  return seconds;
}

function useOnEnd(seconds: number, onEnd: () => void) {
  const before = useRef(seconds);
  useEffect(() => {
    if (before.current > 0 && seconds === 0) onEnd();
    before.current = seconds;
  });
}
