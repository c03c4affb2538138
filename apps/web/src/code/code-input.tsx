import type { ClipboardEvent, RefObject } from "react";
import { Bars } from "../ui/bars.tsx";
import { classNames } from "../ui/class-names.ts";
import type { ControlProps } from "../ui/field.tsx";
import { codeFromText, digitsOf } from "./code-from-text.ts";

type Props = {
  control: ControlProps;
  inputRef: RefObject<HTMLInputElement | null>;
  code: string;
  onCode: (code: string) => void;
  codeLength: number;
};

/** More digits than this stand closer together, so that they fit a small screen. */
const ROOMY_LENGTH = 7;

/**
 * One real input, with a bar drawn under each place: it takes what people type, what the phone offers from its messages,
 * and what they paste, be it the whole message.
 */
export function CodeInput({ control: { className, ...control }, inputRef, code, onCode, codeLength }: Props) {
  const isRoomy = codeLength <= ROOMY_LENGTH;
  const paste = (event: ClipboardEvent) => {
    const found = codeFromText(event.clipboardData.getData("text"), codeLength);
    if (found === undefined) return;
    event.preventDefault();
    onCode(found);
  };
  return (
    <div className={classNames("relative font-mono", isRoomy ? "text-3xl" : "text-2xl")}>
      <input
        {...control}
        ref={inputRef}
        type="text"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        maxLength={32}
        className={classNames(className, "h-16 pb-2.5", isRoomy ? "tracking-[0.5em]" : "tracking-[0.2em]")}
        value={code}
        onChange={(event) => onCode(digitsOf(event.target.value))}
        onPaste={paste}
      />
      <Bars
        filled={code.length}
        total={codeLength}
        className={classNames(
          "pointer-events-none absolute bottom-3 left-[calc(0.875rem+1px)] h-[3px] *:w-[1ch] *:flex-none",
          isRoomy ? "gap-[0.5em]" : "gap-[0.2em]",
        )}
      />
    </div>
  );
}
