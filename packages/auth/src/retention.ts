/** For how long things are kept that nobody can use any more, in milliseconds (GDPR Art. 5(1)(e); ASVS 14.2.7). */
export type Retention = {
  /** Challenges, from when they were opened. They hold the number; a code lives ten minutes. */
  challenges: number;
  /** Counters of limits, from the end of their window. */
  limits: number;
  /** Sessions, from when they ended or expired. */
  sessions: number;
  /** Deliveries, from when the message was sent: providers correct their bills for three months. */
  deliveries: number;
  /** Audit events. A database refuses to lose those of the last 180 days. */
  audit: number;
};
