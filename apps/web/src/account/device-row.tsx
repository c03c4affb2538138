import type { SessionView } from "@sixdigit/contracts";
import { Button } from "../ui/button.tsx";
import { Pill } from "../ui/pill.tsx";
import { useWords } from "../words/use-words.ts";
import { deviceName, formatAgo } from "./device-words.ts";

export function DeviceRow({ device, onEnd }: { device: SessionView; onEnd: () => void }) {
  const { words, locale } = useWords();
  const text = words.devices;
  const name = deviceName(device, words);
  const now = Date.now();
  return (
    <li className="grid items-center gap-x-4 border-line sm:grid-cols-[1fr_auto] py-4 not-first:border-t">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
        {name}
        {device.current && <Pill>{text.thisDevice}</Pill>}
      </p>
      <p className="mt-0.5 flex flex-col gap-x-4 text-sm text-soft sm:col-start-1 sm:flex-row sm:flex-wrap">
        <span>{text.lastUsed(formatAgo(device.lastUsedAt, now, locale))}</span>
        <span>{text.signedIn(formatAgo(device.createdAt, now, locale))}</span>
        {device.network && (
          <span>
            <bdi dir="ltr">{device.network}</bdi>
          </span>
        )}
      </p>
      {!device.current && (
        <div className="mt-3 sm:col-start-2 sm:row-span-2 sm:row-start-1 sm:mt-0">
          <Button look="small" aria-label={text.endOf(name)} onClick={onEnd}>
            {text.end}
          </Button>
        </div>
      )}
    </li>
  );
}
