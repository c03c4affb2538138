import { AuthError } from "@sixdigit/contracts";

type Method = (...args: never[]) => Promise<unknown>;

export type Gate = ReturnType<typeof createGate>;

/**
 * What stands in front of something that can be away. While it is closed, calls are refused at once, so that nobody waits
 * for what will not answer; when it closes, those that are waiting are refused too. A step that was given up may still
 * happen: its caller is told that it is not known to have.
 */
export function createGate() {
  let isOpen = true;
  const opened: (() => void)[] = [];
  const waiting = new Set<(error: AuthError) => void>();

  function guard(method: Method): Method {
    return (...args) => {
      if (!isOpen) return Promise.reject(new AuthError("UNAVAILABLE", {}, { isWithoutEffect: true }));
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.add(reject);
      void method(...args)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
      return promise;
    };
  }

  return {
    open() {
      if (isOpen) return;
      isOpen = true;
      for (const tell of opened) tell();
    },
    isOpen: () => isOpen,
    /** Has it tell when it has opened again. */
    onOpen(tell: () => void) {
      opened.push(tell);
    },
    close(cause: unknown) {
      isOpen = false;
      for (const reject of waiting) reject(new AuthError("UNAVAILABLE", {}, { cause }));
      waiting.clear();
    },
    /** The same methods, behind the gate; those that are named stay as they are. */
    guarded<T extends Record<keyof T, Method>>(methods: T, except: readonly (keyof T)[] = []): T {
      const entries = Object.entries<Method>(methods).map(([name, method]) => [
        name,
        except.includes(name as keyof T) ? method : guard(method),
      ]);
      return sameMethods<T>(Object.fromEntries(entries));
    },
  };
}

/** Each method was replaced by one that takes and returns the same. */
function sameMethods<T>(methods: object): T {
  return methods as T;
}
