import { readFile, writeFile } from "node:fs/promises";
import { limitTables } from "../src/index.ts";
import { printTables } from "../src/print-tables.ts";

/** `pnpm limits`: writes the tables of the code into the page about them. */
export const page = new URL("../../../docs/limits.md", import.meta.url);

/** The page with the tables of now between its marks. */
export function withTables(text: string): string {
  return text.replace(/(<!-- tables -->\n)[\s\S]*(<!-- end -->)/, `$1${printTables(limitTables)}$2`);
}

if (import.meta.main) {
  await writeFile(page, withTables(await readFile(page, "utf8")));
  process.stdout.write("docs/limits.md has the tables of now.\n");
}
