import type { SessionView } from "@sixdigit/contracts";
import { useEffect, useState } from "react";
import { trpc } from "../trpc.ts";
import { snackbar } from "../ui/snackbar-store.ts";
import { useWords } from "../words/use-words.ts";
import { deviceName } from "./device-words.ts";
import { loadStatus } from "./load-status.ts";
import { createUndoable, type Undoable } from "./undoable.ts";

type Asked = SessionView | "others";

/** The sessions, and ending them: asked for first, and to be taken back for some seconds. */
export function useDevices() {
  const { words } = useWords();
  const text = words.devices;
  const list = trpc.session.list.useQuery();
  const end = useEndSession();
  const [asked, setAsked] = useState<Asked>();
  const [pending, setPending] = useState<Asked>();
  const [undoable] = useState<Undoable>(createUndoable);
  useEffect(() => undoable.watchLeaving(), [undoable]);

  const confirm = () => {
    if (!asked) return;
    setAsked(undefined);
    setPending(asked);
    const action = { name: text.undo, run: undoable.undo };
    snackbar.show({
      text: asked === "others" ? text.endingOthers : text.ending(deviceName(asked, words)),
      action,
    });
    const settle = (told: string) => {
      snackbar.show({ text: told });
      setPending(undefined);
    };
    undoable.start({
      run: () => end(asked),
      onDone: () => settle(text.ended),
      onUndone: () => settle(text.kept),
      onFailed: () => settle(text.failed),
    });
  };
  const isShown = ({ id, current }: SessionView) =>
    pending === "others" ? current : pending === undefined || pending.id !== id;
  const devices = list.data?.sessions.filter(isShown) ?? [];
  const status = loadStatus(list);
  const again = () => void list.refetch();
  return { devices, status, again, asked, ask: setAsked, cancel: () => setAsked(undefined), confirm };
}

/** Ends a session, or all others. The list is then asked anew, whatever the answer was. */
function useEndSession() {
  const { session } = trpc.useUtils();
  const onSettled = () => void session.list.invalidate();
  const revoke = trpc.session.revoke.useMutation({ onSettled });
  const revokeOthers = trpc.session.revokeOthers.useMutation({ onSettled });
  return (asked: Asked) =>
    asked === "others" ? revokeOthers.mutateAsync() : revoke.mutateAsync({ id: asked.id });
}
