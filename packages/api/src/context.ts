import type { Auth, Credential, Device, Requester } from "@sixdigit/auth";

/**
 * What a procedure is given: use cases and values, never a driver. So the type-check of a client that imports the
 * router's type loads nothing of the database.
 */
export type Context = {
  auth: Auth;
  requestId: string;
  client: Client;
};

/** The caller as the HTTP layer sees it, and what it can be told to keep. */
export type Client = {
  /** The challenge that the browser holds, from its cookie. */
  challengeId: string | undefined;
  /** From the session cookie or the Authorization header. */
  credential: Credential | undefined;
  /** Which of the two it came in; its successor goes the same way back. */
  credentialFrom: "cookie" | "token";
  /** The Idempotency-Key header, as it came. */
  idempotencyKey: string | undefined;
  /** The Accept-Language header, as it came. */
  languages: string | undefined;
  /** Where the call comes from. */
  requester: Requester;
  keepChallenge(id: string): void;
  dropChallenge(): void;
  /** @param seconds for how long, if not for as long as a new session lives */
  keepSession(credential: Credential, seconds?: number): void;
  dropSession(): void;
  /** Lets the browser be known when it signs in again. */
  keepDevice(device: Device): void;
  /** Tells a client without cookies the token to use from now on. */
  tellToken(token: string): void;
  /** Tells the browser to forget what it keeps of this origin beside cookies. */
  clearSite(): void;
};
