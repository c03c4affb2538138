import { settings } from "../settings/page-settings.ts";
import { classNames } from "./class-names.ts";

/** Six short bars that fill as the digits of a code do; the brand's own logo where there is one. Decoration only. */
export function Mark({ digits, of }: { digits: number; of: number }) {
  if (settings.logo) return <img src={settings.logo} alt="" className="h-7 w-auto" />;
  const places = Array.from({ length: of }, (_, place) => place);
  return (
    <span aria-hidden="true" className="flex h-5 gap-[3px]">
      {places.map((place) => (
        <span
          key={place}
          className={classNames(
            "w-1 rounded-full bg-accent transition-opacity duration-200",
            place >= digits && "opacity-30",
          )}
        />
      ))}
    </span>
  );
}
