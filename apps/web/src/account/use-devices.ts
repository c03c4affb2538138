import type { SessionView } from "@sixdigit/contracts";
import { useEffect, useState } from "react";
import { trpc } from "../trpc.ts";
import { snackbar } from "../ui/snackbar-store.ts";
import { useWords } from "../words/use-words.ts";
import { deviceName } from "./device-words.ts";
import { loadStatus } from "./load-status.ts";
import type { Undoable } from "./undoable.ts";

type Asked = SessionView | "others";

/** The sessions, and ending them: asked for first, and to be taken back for some seconds. */
export function useDevices(undoable: Undoable) {
  const { words } = useWords();
  const text = words.devices;
  const list = trpc.session.list.useQuery();
  const end = useEndSession();
  const [asked, setAsked] = useState<Asked>();
  /** What is not shown any more: one may still be taken back while another one is being done. */
  const [ending, setEnding] = useState<readonly Asked[]>([]);
  useEffect(() => undoable.watchLeaving(), [undoable]);

  const confirm = () => {
    if (!asked) return;
    setAsked(undefined);
    setEnding((all) => [...all, asked]);
    const action = { name: text.undo, run: undoable.undo };
    snackbar.show({
      text: asked === "others" ? text.endingOthers : text.ending(deviceName(asked, words)),
      action,
    });
    const settle = (told?: string) => {
      setEnding((all) => all.filter((each) => each !== asked));
      // What can still be taken back keeps its button.
      if (told) snackbar.show({ text: told, ...(undoable.isWaiting() && { action }) });
    };
    undoable.start({
      run: () => end(asked),
      onDone: () => settle(undoable.isWaiting() ? undefined : text.ended),
      onUndone: () => settle(text.kept),
      onFailed: () => settle(text.failed),
    });
  };
  const isShown = (device: SessionView) => !ending.some((each) => isMeant(each, device));
  const devices = list.data?.sessions.filter(isShown) ?? [];
  const status = loadStatus(list);
  const again = () => void list.refetch();
  return { devices, status, again, asked, ask: setAsked, cancel: () => setAsked(undefined), confirm };
}

function isMeant(asked: Asked, { id, current }: SessionView): boolean {
  return asked === "others" ? !current : asked.id === id;
}

/** Ends a session, or all others. What was ended leaves the list at once; the list is asked anew whatever the answer was. */
function useEndSession() {
  const { session } = trpc.useUtils();
  const onSettled = () => void session.list.invalidate();
  const revoke = trpc.session.revoke.useMutation({ onSettled });
  const revokeOthers = trpc.session.revokeOthers.useMutation({ onSettled });
  return async (asked: Asked) => {
    await (asked === "others" ? revokeOthers.mutateAsync() : revoke.mutateAsync({ id: asked.id }));
    session.list.setData(
      undefined,
      (known) => known && { ...known, sessions: known.sessions.filter((each) => !isMeant(asked, each)) },
    );
  };
}
