/** WCAG 2.2, 1.4.3. */
export const READABLE_CONTRAST = 4.5;

/** The contrast of white text on a colour (`#rrggbb`), from 1 to 21, as WCAG 2.2 defines it. */
export function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
