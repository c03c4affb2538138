import { type PageSettings, settings } from "./page-settings.ts";

/** The brand's colour, for the page and for the browser around it. */
export function wearBrand({ color }: Pick<PageSettings, "color"> = settings): void {
  if (color) document.documentElement.style.setProperty("--brand", color);
}
