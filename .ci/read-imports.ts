import { parseSync, Visitor } from "oxc-parser";

export type ImportFound = {
  /** Null when it is not a plain text, so that nobody can say what is imported. */
  specifier: string | null;
  line: number;
  /** Nothing of it is left at run time. `import { type A }` does not count: it leaves `import {}` behind. */
  typeOnly: boolean;
};

/**
 * All imports of a source file: static, dynamic, `export … from` and `import("…").Type`.
 *
 * @throws SyntaxError when the file cannot be parsed, because its imports are then unknown
 */
export function readImports(file: string, source: string): ImportFound[] {
  const { module, errors, program } = parseSync(file, source);
  if (errors[0]) throw new SyntaxError(errors[0].message);
  const found: ImportFound[] = [];
  const add = (specifier: string | null, start: number, typeOnly: boolean) =>
    found.push({ specifier, line: source.slice(0, start).split("\n").length, typeOnly });

  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, start, isTypeOnly(source.slice(start), entries));
  }
  for (const { entries, start } of module.staticExports) {
    const from = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest;
    if (from) add(from.value, start, isTypeOnly(source.slice(start), entries));
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    add(plainText(source.slice(moduleRequest.start, moduleRequest.end)), start, false);
  }
  const visitor = new Visitor({ TSImportType: ({ source, start }) => add(source.value, start, true) });
  visitor.visit(program);
  return found;
}

function isTypeOnly(statement: string, entries: readonly { isType: boolean }[]): boolean {
  return /^(import|export)\s+type\b/.test(statement) && entries.every(({ isType }) => isType);
}

function plainText(expression: string): string | null {
  return /^(["'`])([^"'`$\\]+)\1$/.exec(expression)?.[2] ?? null;
}
