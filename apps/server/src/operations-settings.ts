import type { Retention } from "@sixdigit/auth";
import type { z } from "zod";
import { wholeNumber } from "./setting-types.ts";

/** How long things are waited for, how many there may be at once, and for how long they are kept. */
export const operationsShape = {
  DATABASE_WAIT_SECONDS: wholeNumber(1, 60).default(2),
  DATABASE_STATEMENT_MS: wholeNumber(100, 60_000).default(2_000),
  DATABASE_LOCK_MS: wholeNumber(100, 60_000).default(1_500),
  DATABASE_CONNECTIONS: wholeNumber(2, 100).default(10),
  RETENTION_CHALLENGE_HOURS: wholeNumber(1, 24).default(24),
  RETENTION_LIMIT_HOURS: wholeNumber(1, 48).default(48),
  RETENTION_SESSION_DAYS: wholeNumber(1, 90).default(30),
  RETENTION_DELIVERY_DAYS: wholeNumber(1, 400).default(90),
  RETENTION_AUDIT_DAYS: wholeNumber(181, 3_650).default(365),
  MAX_IN_FLIGHT: wholeNumber(1, 100_000).default(500),
  STOP_DELAY_SECONDS: wholeNumber(0, 10).optional(),
};

type Operations = z.output<z.ZodObject<typeof operationsShape>>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function retentionOf(settings: Operations): Retention {
  return {
    challenges: settings.RETENTION_CHALLENGE_HOURS * HOUR_MS,
    limits: settings.RETENTION_LIMIT_HOURS * HOUR_MS,
    sessions: settings.RETENTION_SESSION_DAYS * DAY_MS,
    deliveries: settings.RETENTION_DELIVERY_DAYS * DAY_MS,
    audit: settings.RETENTION_AUDIT_DAYS * DAY_MS,
  };
}

export function waitsOf(settings: Operations) {
  return {
    waitMs: settings.DATABASE_WAIT_SECONDS * 1000,
    statementMs: settings.DATABASE_STATEMENT_MS,
    lockMs: settings.DATABASE_LOCK_MS,
    connections: settings.DATABASE_CONNECTIONS,
  };
}
