import type { E164 } from "@sixdigit/contracts";
import { useEffect, useState } from "react";
import { loadPhoneTools } from "../phone/load-phone-tools.ts";

/** A number with the spaces that people are used to, once what knows them is there. */
export function useShownPhone(phone: E164): string {
  const [shown, setShown] = useState<string>(phone);
  useEffect(() => {
    let current = true;
    loadPhoneTools().then(
      ({ showPhone }) => current && setShown(showPhone(phone)),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [phone]);
  return shown;
}
