import type { AccountStore, Session } from "@sixdigit/auth";
import type { MemoryDeliveries } from "./deliveries.ts";
import type { Tables } from "./tables.ts";

const MOST = 1_000;

export function memoryAccount(tables: Tables, deliveries: MemoryDeliveries): AccountStore {
  const { users, sessions, challenges, auditEvents } = tables;
  return {
    async deleteAccount({ userId, phone, phoneHash, audit }) {
      if (!users.get(userId)) return false;
      for (const { id } of challenges.group(phone)) challenges.delete(id);
      for (const { id } of sessions.group(userId)) sessions.delete(id);
      users.delete(userId);
      for (const delivery of deliveries.of(phoneHash)) delivery.phoneHash = "";
      tables.record(audit);
      return true;
    },

    async readAccount({ userId, phoneHash }) {
      return {
        sessions: newestFirst(sessions.group(userId)).map(withoutSecrets),
        events: auditEvents
          .filter((event) => event.userId === userId)
          .toReversed()
          .slice(0, MOST),
        messages: newestFirst(deliveries.of(phoneHash)).map(({ createdAt, country, provider, status }) => ({
          createdAt,
          country,
          provider,
          status,
        })),
      };
    },
  };
}

function newestFirst<Row extends { createdAt: Date }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, MOST);
}

function withoutSecrets({ secretHash, previousSecretHash, ...session }: Session) {
  return session;
}
