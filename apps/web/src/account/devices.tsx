import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
import { DeviceRow } from "./device-row.tsx";
import { deviceName } from "./device-words.ts";
import type { Undoable } from "./undoable.ts";
import { useDevices } from "./use-devices.ts";

/**
 * Where one is signed in, and ending that.
 *
 * @param undoable has the latest of it wait, so that it can be taken back
 * @param below what follows it, once its own place is taken
 */
export function Devices({ undoable, below }: { undoable: Undoable; below: ReactNode }) {
  const { words } = useWords();
  const text = words.devices;
  const { devices, status, again, asked, ask, cancel, confirm } = useDevices(undoable);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that had the focus goes with its row or its question: the reader is led to the list, not to the page's start.
  useEffect(() => {
    if (devices.length > 0 && document.activeElement === document.body) heading.current?.focus();
  }, [devices.length]);
  const others = devices.filter(({ current }) => !current);
  return (
    <>
      <Section
        title={text.title}
        headingRef={heading}
        status={status}
        failed={text.loadFailed}
        onRetry={again}
      >
        <ul>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} onEnd={() => ask(device)} />
          ))}
        </ul>
        {others.length > 0 && (
          <div className="border-t border-line py-4">
            <Button look="small" onClick={() => ask("others")}>
              {text.endOthers}
            </Button>
          </div>
        )}
        {asked && (
          <Confirm
            question={
              asked === "others"
                ? text.confirmOthers(others.length)
                : text.confirmEnd(deviceName(asked, words))
            }
            consequence={text.consequence}
            yes={asked === "others" ? text.endOthers : text.end}
            onYes={confirm}
            onNo={cancel}
          />
        )}
      </Section>
      {status !== "loading" && below}
    </>
  );
}
