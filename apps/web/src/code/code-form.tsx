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
  onSubmit: () => Promise<void>;
};

/** Signs in when its button is pressed, never by itself (WCAG 3.2.2). */
export function CodeForm({ fieldRef, code, onCode, codeLength, hint, error, busy, onSubmit }: Props) {
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onSubmit();
    fieldRef.current?.focus();
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
      <Button type="submit" busy={busy} className="mt-6">
        Sign in
      </Button>
    </form>
  );
}
