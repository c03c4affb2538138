// The page comes with its first view. The app waits until that is painted, since it will need the processor for itself; its
// files are asked for by the page already, and arrive meanwhile.
const PAINTED_WITHIN_MS = 2_000;

let started = false;
const start = () => {
  if (started) return;
  started = true;
  void import("./start.tsx");
};

const isPaintedLater = document.querySelector("[data-first-view]") && !document.hidden;
if (isPaintedLater) {
  new PerformanceObserver(start).observe({ type: "paint", buffered: true });
  setTimeout(start, PAINTED_WITHIN_MS);
} else start();
