/** What the server tells every page, in a block of the page itself. */
export type PageSettings = {
  name: string;
  color?: string;
  logo?: string;
  /** Where messages go; undefined: to all countries. */
  countries?: readonly string[];
  codeLength: number;
  /** Whether there is a development phone. */
  inbox: boolean;
  mayBeSignedIn: boolean;
};

const DEFAULTS: PageSettings = { name: "Sixdigit", codeLength: 6, inbox: false, mayBeSignedIn: true };

/** A page without the block, or none at all (at build time), works with what holds everywhere. */
export function readSettings(page: Document | undefined): PageSettings {
  const block = page?.getElementById("settings")?.textContent;
  const given: Partial<PageSettings> = block ? JSON.parse(block) : {};
  return { ...DEFAULTS, ...given };
}

export const settings = readSettings(globalThis.document);
