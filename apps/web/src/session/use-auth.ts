import { useSession } from "@sixdigit/react";
import { signIn } from "./sign-in.ts";

/** Who is signed in to this app, and the ways that changes. */
export function useAuth() {
  return useSession(signIn);
}
