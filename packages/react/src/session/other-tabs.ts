const CHANNEL = "sixdigit.session";

/**
 * Tells the other tabs of this browser that a session began or ended, and hears of it from them. Nothing is in the message:
 * each tab asks the server for itself. A page that comes back from the browser's memory may have missed some.
 */
export function otherTabs(onChange: () => void) {
  let channel: BroadcastChannel | undefined;
  let listeners = 0;
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && onChange();
  return {
    tell(): void {
      channel?.postMessage("");
    },
    listen(): () => void {
      if (typeof window === "undefined") return () => {};
      if (listeners++ === 0) {
        channel = new BroadcastChannel(CHANNEL);
        channel.onmessage = onChange;
        addEventListener("pageshow", comeBack);
      }
      return () => {
        if (--listeners > 0) return;
        channel?.close();
        channel = undefined;
        removeEventListener("pageshow", comeBack);
      };
    },
  };
}
