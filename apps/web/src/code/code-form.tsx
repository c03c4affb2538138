import type { FormEvent, ReactNode, RefObject } from "react";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { CodeInput } from "./code-input.tsx";

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>;
  code: string;
  onCode: (code: string) => void;
  codeLength: number;
  hint: ReactNode;
  error: string | undefined;
  busy: boolean;
  /** The code that is out can no longer be used: another button is the way on. */
  isSpent: boolean;
  onSubmit: () => Promise<void>;
};

/** Signs in when its button is pressed, never by itself (WCAG 3.2.2). */
export function CodeForm({
  fieldRef,
  code,
  onCode,
  codeLength,
  hint,
  error,
  busy,
  isSpent,
  onSubmit,
}: Props) {
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onSubmit();
    fieldRef.current?.focus();
    // The next code takes the place of a wrong one; one that is too short is typed on.
    if (code.length >= codeLength) fieldRef.current?.select();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label="Code" error={error} hint={hint}>
        {(control) => (
          <CodeInput
            control={control}
            inputRef={fieldRef}
            code={code}
            onCode={onCode}
            codeLength={codeLength}
          />
        )}
      </Field>
      <Button type="submit" look={isSpent ? "quiet" : "primary"} busy={busy} className="mt-6 w-full">
        Sign in
      </Button>
    </form>
  );
}
