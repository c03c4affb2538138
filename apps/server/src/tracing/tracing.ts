import type { RequestListener } from "node:http";

type Method = (...args: never[]) => Promise<unknown>;
/** Known beforehand and few: never of a person, and nothing that a client wrote. */
export type StepAttributes = Record<string, string | number>;

/** What a step is called, and whether another service is asked for it. */
export type Step = { name: string; asks?: boolean; attributes?: StepAttributes };

export type Tracing = {
  /** The same listener, each request of which may be the root of a trace. */
  traceRequests(routeOf: (target: string) => string, listener: RequestListener): RequestListener;
  /** Runs a step as a span of the request that it belongs to; where that is not traced, it just runs. */
  step<T>(step: Step, run: () => Promise<T>, told?: (result: T) => StepAttributes): Promise<T>;
  /** Of the request that is worked on, where it is traced. */
  traceId(): string | undefined;
  /** Ends when everything was sent, or two seconds have passed. */
  close(): Promise<void>;
};

/** The same methods, each call a step by the name of its method. Those that are named stay as they are. */
export function traceMethods<T extends Record<keyof T, Method>>(
  { step }: Pick<Tracing, "step">,
  methods: T,
  stepOf: (method: string) => Step,
  except: readonly (keyof T)[] = [],
): T {
  const entries = Object.entries<Method>(methods).map(([name, method]) => {
    const about = stepOf(name);
    const traced: Method = (...args) => step(about, () => method(...args));
    return [name, except.includes(name as keyof T) ? method : traced];
  });
  return sameMethods<T>(Object.fromEntries(entries));
}

/** Each method was replaced by one that takes and returns the same. */
function sameMethods<T>(methods: object): T {
  return methods as T;
}
