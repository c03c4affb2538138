import { useEffect, useId, useRef } from "react";
import { useWords } from "../words/use-words.ts";
import { Button } from "./button.tsx";

type Props = { question: string; consequence: string; yes: string; onYes: () => void; onNo: () => void };

/** Asks before something that others will notice. The browser's own dialog keeps the focus in it, and Escape means no. */
export function Confirm({ question, consequence, yes, onYes, onNo }: Props) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      aria-describedby={`${title}-consequence`}
      onClose={onNo}
      className="m-auto w-[min(24rem,calc(100vw-2.5rem))] rounded-3xl bg-surface p-7 text-ink shadow-2xl backdrop:bg-black/50"
    >
      <h2 id={title} className="text-xl leading-snug font-semibold text-balance">
        {question}
      </h2>
      <p id={`${title}-consequence`} className="mt-2 text-soft">
        {consequence}
      </p>
      <div className="mt-6 grid gap-2.5">
        <Button look="danger" onClick={onYes}>
          {yes}
        </Button>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          {words.devices.cancel}
        </Button>
      </div>
    </dialog>
  );
}
