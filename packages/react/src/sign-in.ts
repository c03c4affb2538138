import type { E164 } from "@sixdigit/contracts";
import type { SignInClient } from "./client.ts";
import { createFlowMemory, type FlowMemory } from "./flow/memory.ts";
import { type TextStorage, tabStorage } from "./flow/tab-storage.ts";
import { solveProof } from "./proof/solve-proof.ts";
import { createSessionStore, type SessionStore } from "./session/session-store.ts";

export type SignInOptions = {
  /** Countries that messages go to, by ISO code. Default: all. */
  countries?: readonly string[] | undefined;
  /** Digits of a code before the server has named them. Default: 6. */
  codeLength?: number | undefined;
  /** False where it is known that nobody is signed in: the server is then not asked. Default: true. */
  mayBeSignedIn?: boolean;
  /** An instant of the server (ISO) on this device's clock, in milliseconds. Default: both clocks are right. */
  toLocalTime?: (instant: string) => number;
  /** Where this tab keeps what it has to know after a reload. Default: `sessionStorage`. */
  storage?: TextStorage;
  now?: () => number;
  isOnline?: () => boolean;
  solveProof?: typeof solveProof;
};

/** All that the hooks and the component need; made once for an app. */
export type SignIn = {
  client: SignInClient;
  session: SessionStore;
  memory: FlowMemory;
  /**
   * The challenge that this tab was given for each number. In memory only: tabs share the cookie, which names the last
   * challenge of any of them; after a reload that one is all there is.
   */
  challenges: Map<E164, string>;
  countries: ReadonlySet<string> | undefined;
  toLocalTime: (instant: string) => number;
  now: () => number;
  isOnline: () => boolean;
  solveProof: typeof solveProof;
};

/**
 * Sign-in with a phone number, over a tRPC client of the app's own.
 *
 * @param client talks to the server; best with `httpLink`, since the server refuses batches
 */
export function createSignIn(client: SignInClient, options: SignInOptions = {}): SignIn {
  return {
    client,
    session: createSessionStore(client, options.mayBeSignedIn ?? true),
    memory: createFlowMemory(options.storage ?? tabStorage, options.codeLength),
    challenges: new Map(),
    countries: options.countries && new Set(options.countries),
    toLocalTime: options.toLocalTime ?? Date.parse,
    now: options.now ?? Date.now,
    isOnline: options.isOnline ?? (() => navigator.onLine),
    solveProof: options.solveProof ?? solveProof,
  };
}
