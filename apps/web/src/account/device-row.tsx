import { Button } from "../ui/button.tsx";
import { useWords } from "../words/use-words.ts";
import { deviceName, formatAgo } from "./device-words.ts";
import type { SignedInDevice } from "./use-devices.ts";

export function DeviceRow({ device, onEnd }: { device: SignedInDevice; onEnd: () => void }) {
  const { words, locale } = useWords();
  const text = words.devices;
  const name = deviceName(device, words);
  const now = Date.now();
  return (
    <li className="flex items-center justify-between gap-4 border-line py-4 not-first:border-t">
      <div className="min-w-0">
        <p className="font-medium">
          {name}
          {device.current && (
            <span className="ms-2 inline-block rounded-full bg-tint px-2.5 py-0.5 text-xs font-semibold text-accent">
              {text.thisDevice}
            </span>
          )}
        </p>
        <p className="text-sm text-soft">
          {text.lastUsed(formatAgo(device.lastUsedAt, now, locale))} ·{" "}
          {text.signedIn(formatAgo(device.createdAt, now, locale))}
          {device.network && (
            <>
              {" · "}
              <bdi dir="ltr">{device.network}</bdi>
            </>
          )}
        </p>
      </div>
      {!device.current && (
        <Button look="small" aria-label={text.endOf(name)} onClick={onEnd}>
          {text.end}
        </Button>
      )}
    </li>
  );
}
