import type { AuditEvent, Challenge, Delivery, Session, User } from "@sixdigit/auth";

/** Rows hold text where the domain has narrower types. What was written came from the domain, so it can be read back as it. */
type Stored<T> = { [Key in keyof T]: T[Key] extends string ? string : T[Key] };

export function toChallenge(row: Stored<Challenge>): Challenge {
  return {
    id: row.id,
    phone: row.phone as Challenge["phone"],
    purpose: row.purpose as Challenge["purpose"],
    seed: row.seed,
    keyId: row.keyId,
    codeLength: row.codeLength,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastSentAt: row.lastSentAt,
    holderAttempts: row.holderAttempts,
    strangerAttempts: row.strangerAttempts,
    sends: row.sends,
    charges: row.charges,
    closedAt: row.closedAt,
  };
}

export function toSession(row: Session): Session {
  return {
    id: row.id,
    userId: row.userId,
    secretHash: row.secretHash,
    previousSecretHash: row.previousSecretHash,
    rotatedAt: row.rotatedAt,
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    network: row.network,
    browser: row.browser,
    os: row.os,
    expiresAt: row.expiresAt,
    endedAt: row.endedAt,
  };
}

export function toUser(row: Stored<User>): User {
  return { id: row.id, phone: row.phone as User["phone"], createdAt: row.createdAt };
}

export function toAuditEvent(row: Stored<AuditEvent>): AuditEvent {
  return {
    id: row.id,
    at: row.at,
    name: row.name as AuditEvent["name"],
    userId: row.userId,
    sessionId: row.sessionId,
    phoneHash: row.phoneHash,
    network: row.network,
    browser: row.browser,
    os: row.os,
    detail: row.detail,
    count: row.count,
  };
}

export function toDelivery(row: Stored<Delivery>): Delivery {
  return {
    id: row.id,
    challengeId: row.challengeId,
    phoneHash: row.phoneHash,
    country: row.country,
    provider: row.provider,
    providerMessageId: row.providerMessageId,
    status: row.status as Delivery["status"],
    errorCode: row.errorCode,
    segments: row.segments,
    price: row.price,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** Ids come from clients. What cannot be one finds nothing; Postgres would answer it with an error. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** Postgres takes every character in a text but this one. */
export function isText(id: string): boolean {
  return !id.includes("\0");
}
