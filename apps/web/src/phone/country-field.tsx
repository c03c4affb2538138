import { classNames } from "../ui/class-names.ts";
import { Field } from "../ui/field.tsx";
import { type Country, type CountryCode, isCountry } from "./countries.ts";

type Props = { countries: Country[]; value: CountryCode; onChange: (code: CountryCode) => void };

/** A native list: every phone and every screen reader has its own good way to search it. */
export function CountryField({ countries, value, onChange }: Props) {
  return (
    <Field label="Country">
      {({ className, ...control }) => (
        <div className="relative">
          <select
            {...control}
            className={classNames(className, "h-12 appearance-none pr-11 text-base text-ellipsis")}
            name="country"
            value={value}
            onChange={({ target }) => isCountry(target.value) && onChange(target.value)}
          >
            {countries.map(({ code, name, callingCode }) => (
              <option key={code} value={code}>
                {name} (+{callingCode})
              </option>
            ))}
          </select>
          <Chevron />
        </div>
      )}
    </Field>
  );
}

function Chevron() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      className="pointer-events-none absolute top-1/2 right-4 size-4 -translate-y-1/2 fill-none stroke-current stroke-2 text-soft"
    >
      <path d="m3.5 6 4.5 4.5L12.5 6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
