import { useState } from "react";
import { toast } from "sonner";
import { useSingleFlight } from "../browser/use-single-flight.ts";
import { forgetErrors, tellError } from "../errors/tell-error.ts";

/** Signing out by a button: once at a time, and with words either way. The pages follow from `useAuth`. */
export function useSignOut(signOut: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const once = useSingleFlight();
  const start = () =>
    once(async () => {
      forgetErrors();
      setBusy(true);
      try {
        await signOut();
        toast.success("You are signed out.");
      } catch (error) {
        setBusy(false);
        tellError(error);
      }
    });
  return { busy, start };
}
