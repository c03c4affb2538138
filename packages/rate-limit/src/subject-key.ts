import type { LimitSubject } from "@sixdigit/auth";
import type { LimitKey } from "./rule.ts";

/** What a rule counts this subject under; undefined where the rule is not about it, as a /56 is not about IPv4. */
export function keyOf(by: LimitKey, subject: LimitSubject): string | undefined {
  const { phone, networks, range, device } = subject;
  switch (by) {
    case "phone":
      return phone;
    case "network":
      return networks[0];
    case "network-56":
      return networks[1];
    case "network-48":
      return networks[2];
    case "range":
      return range;
    case "service":
      return "all";
    case "device":
      return device && `${device} ${phone}`;
  }
}
