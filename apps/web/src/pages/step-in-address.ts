import { type PhoneSignInFlow, phoneFromText } from "@sixdigit/react";
import { useEffect, useRef } from "react";
import { useLocation, useSearch } from "wouter";

type Phone = NonNullable<ReturnType<typeof phoneFromText>>;

/**
 * The number that the address names. Anybody can write an address, so it is read like typed text; a `+` that was not
 * escaped arrives as a space.
 */
export function phoneInSearch(search: string): Phone | undefined {
  const written = new URLSearchParams(search).get("phone") ?? "";
  return phoneFromText(written.replace(/^ /, "+"));
}

export function codePath(phone: Phone): string {
  return `/otp?${new URLSearchParams({ phone })}`;
}

/** Keeps the address and the flow together: a step changes the address, and the back button changes the step. */
export function useStepInAddress(flow: PhoneSignInFlow): void {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const named = path === "/" ? undefined : phoneInSearch(search);
  const { state } = flow;
  const current = state.step === "code" ? state.phone : undefined;
  const seen = useRef({ path, named, current });

  useEffect(() => {
    const before = seen.current;
    seen.current = { path, named, current };
    if (state.step === "done" || (named === current && (named !== undefined || path === "/"))) return;
    const addressMoved = before.named !== named && before.current === current;
    if (!addressMoved) navigate(current ? codePath(current) : "/", { replace: path !== "/" && !named });
    else if (named) flow.open(named);
    else flow.changeNumber();
  });
}
