import { setTimeout as sleep } from "node:timers/promises";
import type { DeliveryStatus } from "@sixdigit/auth";

type News = { status: DeliveryStatus; errorCode?: string | null; price?: string | null };

/** Somebody who knows what became of a message. */
export type Source = { name: string; read(): Promise<News | undefined> };

const BETWEEN_LOOKS_MS = 1000;

/**
 * Prints what each source says, when it says something new, until all have said their last word or the time is up.
 *
 * @returns whether all of them say that it was delivered
 */
export async function followMessage(order: {
  sources: readonly Source[];
  print: (line: string) => void;
  waitSeconds: number;
}): Promise<boolean> {
  const { sources, print, waitSeconds } = order;
  const last = new Map<Source, News>();
  const end = performance.now() + waitSeconds * 1000;
  for (;;) {
    for (const source of sources) {
      const news = await source.read();
      if (news && describe(news) !== describe(last.get(source))) print(`${source.name}: ${describe(news)}`);
      if (news) last.set(source, news);
    }
    const open = sources.filter((source) => !isLastWord(last.get(source)));
    if (open.length === 0) break;
    if (performance.now() >= end) {
      print(`No last word from ${open.map(({ name }) => name).join(" and ")} within ${waitSeconds} s`);
      break;
    }
    await sleep(BETWEEN_LOOKS_MS);
  }
  return sources.every((source) => last.get(source)?.status === "delivered");
}

function describe(news: News | undefined): string {
  if (!news) return "";
  return [news.status, news.errorCode && `error ${news.errorCode}`, news.price && `price ${news.price}`]
    .filter(Boolean)
    .join(", ");
}

const isLastWord = (news: News | undefined) => news?.status === "delivered" || news?.status === "failed";
