import type { AuditStore } from "@sixdigit/auth";
import type { Tables } from "./tables.ts";

export function memoryAudit(tables: Tables): AuditStore {
  return {
    async recordEvent(event) {
      tables.record(event);
    },

    async listEvents({ userId, names, limit }) {
      return tables.auditEvents
        .filter((event) => event.userId === userId && names.includes(event.name))
        .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map((event) => ({ ...event }));
    },
  };
}
