import { type RefObject, useEffect, useRef } from "react";

/**
 * A step of the journey: its title in the tab, and the focus on its field or heading, so that a screen reader and the
 * keyboard are where the eye is (WCAG 2.4.2, 2.4.3).
 */
export function useStep<T extends HTMLElement>(title: string): RefObject<T | null> {
  const target = useRef<T>(null);
  useEffect(() => {
    document.title = `${title} · Sixdigit`;
    target.current?.focus();
  }, [title]);
  return target;
}
