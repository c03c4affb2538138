import { createSignIn, usePhoneSignIn, useSession } from "@sixdigit/react";
import type { FormEvent } from "react";
import { client } from "./client.ts";

const signIn = createSignIn(client);

export function OwnPage() {
  const session = useSession(signIn);
  const { state, secondsToResend, ...flow } = usePhoneSignIn(signIn, { country: "US" });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    return state.step === "phone" ? flow.sendCode() : flow.checkCode();
  };

  if (session.status === "signed-in") return <p>Hello, {session.user.phoneNumber}!</p>;
  if (state.step === "done") return <p>Welcome!</p>;
  return (
    <form onSubmit={submit}>
      {state.step === "phone" ? (
        <label>
          Phone number
          <input value={state.draft.text} onChange={(e) => flow.typePhone(e.target.value)} />
        </label>
      ) : (
        <label>
          Code for {state.phone}
          <input value={state.code} onChange={(e) => flow.typeCode(e.target.value)} />
        </label>
      )}
      <button type="submit">Continue</button>
      {state.step === "code" && (
        <button type="button" disabled={secondsToResend > 0} onClick={flow.resend}>
          Send again {secondsToResend || ""}
        </button>
      )}
      {state.problem && <p role="alert">{state.problem.code}</p>}
    </form>
  );
}
