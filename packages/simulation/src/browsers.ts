import type { Credential, Device } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import { phonesOf } from "./numbers.ts";

export type Browser = {
  name: string;
  phone: E164;
  /** Whether who sits there has the phone in hand. */
  readsMessages: boolean;
  challengeId?: string;
  credential?: Credential | undefined;
  /** What it was given to be known again. */
  device?: Device;
  /** A proof that it always has. */
  proof?: string;
  /** A copy of what it showed at first. */
  copied?: Credential;
};

export function browsersOf(seed: number): Browser[] {
  const [alice, bob] = phonesOf(seed);
  return [
    { name: "alice's browser", phone: alice, readsMessages: true },
    { name: "alice's other browser", phone: alice, readsMessages: true },
    { name: "bob's browser", phone: bob, readsMessages: true },
    { name: "a thief with a challenge for alice", phone: alice, readsMessages: false },
  ];
}
