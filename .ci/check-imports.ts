// Holds the imports of all workspace packages against `import-rules.ts`. Usage: node .ci/check-imports.ts [root]
import { globSync } from "node:fs";
import { sep } from "node:path";
import { findCycles } from "./find-cycles.ts";
import { judgeImport } from "./judge-import.ts";
import { readSourceFile, type SourceFile, targetOf } from "./source-file.ts";

type Problem = { path: string; line: number; message: string };

/** Returns how many files there are, and one line (`file:line: message`) for each import against the rules. */
export function checkImports(rootDir: string): { files: number; problems: string[] } {
  const problems: Problem[] = [];
  const paths = sourcePaths(rootDir);
  const files = paths.flatMap((path) => {
    try {
      return [readSourceFile(rootDir, path)];
    } catch (error) {
      problems.push({ path, line: 1, message: `cannot be read: ${error}` });
      return [];
    }
  });
  problems.push(...files.flatMap(importProblems), ...cycleProblems(files));
  return {
    files: paths.length,
    problems: problems.map(({ path, line, message }) => `${path}:${line}: ${message}`),
  };
}

/** All but what a tool has generated, with `/` on every system. */
function sourcePaths(rootDir: string): string[] {
  return globSync("{apps,packages}/*/{src,test,model}/**/*.{ts,tsx}", { cwd: rootDir })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !path.includes("/generated/"))
    .sort();
}

function importProblems(file: SourceFile): Problem[] {
  return file.imports.flatMap((found) => {
    const message = judgeImport(file, found);
    return message === null ? [] : [{ path: file.path, line: found.line, message }];
  });
}

function cycleProblems(files: readonly SourceFile[]): Problem[] {
  const edges = new Map(files.map((file) => [file.path, runtimeEdges(file)]));
  const graph = new Map([...edges].map(([path, targets]) => [path, [...targets.keys()]]));
  return findCycles(graph).map((cycle) => {
    const [path = "", next = ""] = cycle;
    return { path, line: edges.get(path)?.get(next) ?? 1, message: `import cycle: ${cycle.join(" > ")}` };
  });
}

/** Which files a file needs at run time, each with the line that imports it. */
function runtimeEdges(file: SourceFile): Map<string, number> {
  const edges = new Map<string, number>();
  for (const { specifier, typeOnly, line } of file.imports) {
    if (specifier?.startsWith(".") && !typeOnly) edges.set(targetOf(file, specifier), line);
  }
  return edges;
}

if (import.meta.main) {
  const { files, problems } = checkImports(process.argv[2] ?? ".");
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
  else process.stdout.write(`The imports of ${files} files keep to the rules.\n`);
}
