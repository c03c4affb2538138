import { Redirect, useSearch } from "wouter";
import { CodeStep } from "../code/code-step.tsx";
import { phoneFromSearch } from "../phone/phone-from-search.ts";

export function OtpPage() {
  const phone = phoneFromSearch(useSearch());
  return phone ? <CodeStep key={phone} phone={phone} /> : <Redirect to="/" replace />;
}
