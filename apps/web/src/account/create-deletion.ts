import type { E164, UserView } from "@sixdigit/contracts";
import { createSignIn, refusalOf, type SignIn } from "@sixdigit/react";
import { showPhone } from "@sixdigit/react/phone-tools";
import { toLocalTime } from "../browser/server-clock.ts";
import { client } from "../client.ts";
import { signIn } from "../session/sign-in.ts";
import { settings } from "../settings/page-settings.ts";

/**
 * A sign-in whose right code deletes the account: asking for the code, its times, its tries and its problems are the same. It
 * keeps nothing in the tab, and begins no session.
 */
export function createDeletion(user: UserView, phone: E164): SignIn {
  const kept = new Map<string, string>();
  const deletion = createSignIn(
    {
      session: client.session,
      auth: {
        requestOtp: client.auth.requestOtp,
        resendOtp: client.auth.resendOtp,
        verifyOtp: {
          mutate: async ({ otp, challengeId }, options) => {
            await client.session.deleteAccount.mutate({ otp, challengeId }, options).catch(noteEnd);
            return { success: true, message: "", user };
          },
        },
      },
    },
    {
      toLocalTime,
      codeLength: settings.codeLength,
      mayBeSignedIn: false,
      storage: {
        read: (key) => kept.get(key) ?? null,
        write: (key, text) => void kept.set(key, text),
        remove: (key) => void kept.delete(key),
      },
    },
  );
  deletion.memory.keepShown(phone, showPhone(phone));
  return { ...deletion, session: { ...deletion.session, started: async () => {} } };
}

/** The session may have ended elsewhere meanwhile. */
function noteEnd(error: unknown): never {
  if (refusalOf(error)?.authCode === "UNAUTHENTICATED") signIn.session.over();
  throw error;
}
