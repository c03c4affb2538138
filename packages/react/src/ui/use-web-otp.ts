import { useEffect, useRef } from "react";

type OtpRequest = CredentialRequestOptions & { otp: { transport: string[] } };

/**
 * Takes the code from the message where the browser can read it (WebOTP: Chromium on Android, over https). An extra: it only
 * fills the field, and stops as soon as the field is left or sent.
 */
export function useWebOtp(active: boolean, onCode: (code: string) => void): void {
  const take = useRef(onCode);
  useEffect(() => {
    take.current = onCode;
  });
  useEffect(() => {
    if (!active || !("OTPCredential" in window)) return;
    const controller = new AbortController();
    const request: OtpRequest = { otp: { transport: ["sms"] }, signal: controller.signal };
    navigator.credentials
      .get(request)
      .then((found) => found && "code" in found && take.current(String(found.code)))
      // Refused or stopped: the field is there all the same.
      .catch(() => undefined);
    return () => controller.abort();
  }, [active]);
}
