import { useRef } from "react";

/** Runs one call at a time: what comes while it runs (a double click, Enter twice) is dropped. */
export function useSingleFlight(): (call: () => Promise<void>) => Promise<void> {
  const running = useRef(false);
  return async (call) => {
    if (running.current) return;
    running.current = true;
    try {
      await call();
    } finally {
      running.current = false;
    }
  };
}
