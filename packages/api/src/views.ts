import type { AccountData, CodeSent, Session, SignInEvent, User } from "@sixdigit/auth";
import {
  type exportDataOutput,
  maskPhone,
  type OtpSent,
  type SessionView,
  type SignInView,
  type UserView,
} from "@sixdigit/contracts";
import type { z } from "zod";

export function toUserView(user: User, isNew: boolean): UserView {
  return {
    id: user.id,
    phoneNumber: maskPhone(user.phone),
    isNew,
    createdAt: user.createdAt.toISOString(),
  };
}

export function toSessionView(session: Session, currentId: string): SessionView {
  return {
    id: session.id,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    browser: session.browser,
    os: session.os,
    network: session.network,
    current: session.id === currentId,
  };
}

export function toOtpSent(sent: CodeSent): OtpSent {
  return {
    success: true,
    message: "A code is on its way.",
    challengeId: sent.challengeId,
    codeLength: sent.codeLength,
    expiresAt: sent.expiresAt.toISOString(),
    resendAt: sent.resendAt.toISOString(),
    ...(sent.code !== undefined && { otp: sent.code }),
  };
}

export function toSignInView({ name, at, isNewBrowser, browser, os, network }: SignInEvent): SignInView {
  return { name, at: at.toISOString(), newBrowser: isNewBrowser, browser, os, network };
}

export function toAccountView({
  user,
  sessions,
  events,
  messages,
}: AccountData & { user: User }): z.input<typeof exportDataOutput> {
  return {
    user: { id: user.id, phoneNumber: user.phone, createdAt: user.createdAt.toISOString() },
    sessions: sessions.map(({ id, createdAt, lastUsedAt, expiresAt, endedAt, browser, os, network }) => ({
      id,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      browser,
      os,
      network,
    })),
    events: events.map(({ name, at, browser, os, network }) => ({
      name,
      at: at.toISOString(),
      browser,
      os,
      network,
    })),
    messages: messages.map(({ createdAt, country, provider, status }) => ({
      at: createdAt.toISOString(),
      country,
      provider,
      status,
    })),
  };
}
