import { AuthError } from "@sixdigit/contracts";
import { isUnreachable, isWithoutEffect } from "../postgres/connection-failure.ts";
import { within } from "../postgres/within.ts";
import { retryingConflicts } from "./retry.ts";

type Method = (...args: never[]) => Promise<unknown>;

/**
 * The same methods, each of them run again when it lost a conflict, given up after `answerMs`, whatever it waits for, and
 * `AuthError("UNAVAILABLE")` when the database cannot be used. A step that was given up may still happen.
 */
export function guarded<T extends Record<keyof T, Method>>(store: T, answerMs: number): T {
  const methods = Object.entries<Method>(store).map(([name, method]) => [name, guard(method, answerMs)]);
  return sameMethods<T>(Object.fromEntries(methods));
}

function guard(method: Method, answerMs: number): Method {
  return async (...args) => {
    try {
      return await within(answerMs, () => retryingConflicts(() => method(...args)));
    } catch (cause) {
      if (!isUnreachable(cause)) throw cause;
      throw new AuthError("UNAVAILABLE", {}, { cause, isWithoutEffect: isWithoutEffect(cause) });
    }
  };
}

/** Each method was replaced by one that takes and returns the same. */
function sameMethods<T>(methods: object): T {
  return methods as T;
}
