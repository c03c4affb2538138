import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type ImportFound, readImports } from "./read-imports.ts";

/** A file of a workspace package. Paths start at the root and have `/` on every system. */
export type SourceFile = {
  path: string;
  /** Such as `packages/auth`. */
  folder: string;
  packageName: string;
  isTest: boolean;
  imports: ImportFound[];
};

/** @throws SyntaxError when it cannot be parsed */
export function readSourceFile(rootDir: string, path: string): SourceFile {
  const [group = "", packageName = "", part] = path.split("/");
  const imports = readImports(path, readFileSync(join(rootDir, path), "utf8"));
  return { path, folder: `${group}/${packageName}`, packageName, isTest: part !== "src", imports };
}

/** The file that a relative import means. */
export function targetOf({ path }: SourceFile, specifier: string): string {
  return posix.join(posix.dirname(path), specifier.replace(/[?#].*$/, ""));
}
