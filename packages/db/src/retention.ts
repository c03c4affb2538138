import type { Retention } from "@sixdigit/auth";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const defaultRetention: Retention = {
  challenges: 24 * HOUR,
  limits: 48 * HOUR,
  sessions: 30 * DAY,
  deliveries: 90 * DAY,
  audit: 365 * DAY,
};
