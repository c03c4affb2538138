import type { ClipboardEvent, CSSProperties, RefObject } from "react";
import { codeFromText, digitsOf } from "./code-from-text.ts";
import type { ControlProps } from "./field.tsx";

type Props = {
  control: ControlProps;
  inputRef: RefObject<HTMLInputElement | null>;
  code: string;
  onCode: (code: string) => void;
  codeLength: number;
};

/**
 * One real input over drawn boxes, each with a bar that fills: it takes what people type, what the phone offers from its
 * messages, and what they paste, be it the whole message.
 */
export function CodeField({ control, inputRef, code, onCode, codeLength }: Props) {
  const paste = (event: ClipboardEvent) => {
    const found = codeFromText(event.clipboardData.getData("text"), codeLength);
    if (found === undefined) return;
    event.preventDefault();
    onCode(found);
  };
  const places = Array.from({ length: codeLength }, (_, place) => place);
  const style: CSSProperties & Record<"--places", number> = { "--places": codeLength };
  return (
    <div className="sixdigit-code" dir="ltr" style={style}>
      <div className="sixdigit-boxes" aria-hidden="true">
        {places.map((place) => (
          <span key={place} data-filled={place < code.length || undefined} />
        ))}
      </div>
      <input
        {...control}
        ref={inputRef}
        type="text"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        maxLength={64}
        value={code}
        onChange={({ target }) => onCode(digitsOf(target.value, codeLength))}
        onPaste={paste}
      />
    </div>
  );
}
