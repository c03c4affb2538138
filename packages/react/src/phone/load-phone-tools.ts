export type PhoneTools = typeof import("./phone-tools.ts");

let loading: Promise<PhoneTools> | undefined;

/** Loads what reads and formats numbers, once; a load that failed is tried again at the next call. */
export function loadPhoneTools(): Promise<PhoneTools> {
  loading ??= import("./phone-tools.ts").catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
