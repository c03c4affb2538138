import type { SessionView } from "@sixdigit/contracts";
import { useEffect, useState } from "react";
import { client } from "../session/sign-in.ts";
import { snackbar } from "../ui/snackbar-store.ts";
import { useWords } from "../words/use-words.ts";
import { deviceName } from "./device-words.ts";
import { createUndoable, type Undoable } from "./undoable.ts";
import { useLoaded } from "./use-loaded.ts";

type Asked = SessionView | "others";

async function loadDevices(signal: AbortSignal): Promise<SessionView[]> {
  const { sessions } = await client.session.list.query(undefined, { signal });
  return sessions;
}

/** The sessions, and ending them: asked for first, and to be taken back for some seconds. */
export function useDevices() {
  const { words } = useWords();
  const text = words.devices;
  const { loaded, again } = useLoaded(loadDevices);
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
      again();
    };
    undoable.start({
      run: () => endSession(asked),
      onDone: () => settle(text.ended),
      onUndone: () => settle(text.kept),
      onFailed: () => settle(text.failed),
    });
  };
  const isShown = ({ id, current }: SessionView) =>
    pending === "others" ? current : pending === undefined || pending.id !== id;
  const shown = loaded.status === "ready" ? { ...loaded, value: loaded.value.filter(isShown) } : loaded;
  return { loaded: shown, again, asked, ask: setAsked, cancel: () => setAsked(undefined), confirm };
}

async function endSession(asked: Asked): Promise<void> {
  if (asked === "others") await client.session.revokeOthers.mutate();
  else await client.session.revoke.mutate({ id: asked.id });
}
