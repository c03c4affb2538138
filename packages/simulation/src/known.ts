import type { AuthStore, Challenge, Session } from "@sixdigit/auth";
import type { Task } from "./scheduler.ts";

/** What is known of a challenge. */
export type Entry = {
  row: Challenge;
  /** Until when its code lives, at most: in milliseconds of true time, whatever the processes' clocks say. */
  codeEndsAt: number;
  holderLooks: number;
  strangerLooks: number;
  sessions: number;
  openedBy: Task;
  /** The call that was to send its first message, and whether that was begun. */
  sentBy: Task | undefined;
  isBegun: boolean;
};
export type KnownSession = {
  session: Omit<Session, "userId">;
  userId: string;
  isOver: boolean;
  /** Somebody was told that it has ended. */
  isAcknowledged: boolean;
  /** With its account. */
  isGone?: boolean;
  /** True time of the last rotation, and until when it lives. */
  rotatedAt: number;
  endsAt: number;
};
/** A statement that was carried out. */
export type Done<Name extends keyof AuthStore> = {
  args: Parameters<AuthStore[Name]>;
  result: Awaited<ReturnType<AuthStore[Name]>>;
  /** The call that asked for it, even if that has ended since, and when. */
  task: Task;
  askedAt: number;
};
