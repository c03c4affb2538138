import { type RefObject, useEffect, useRef } from "react";
import { settings } from "../settings/page-settings.ts";

/** The title of the tab (WCAG 2.4.2). */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${settings.name}`;
  }, [title]);
}

/**
 * A page that starts at its heading: its title in the tab, and the focus, so that a screen reader and the keyboard are where
 * the eye is (WCAG 2.4.3).
 */
export function useHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
