import { homes, type PackageRule, packageRules } from "./import-rules.ts";
import type { ImportFound } from "./read-imports.ts";
import { type SourceFile, targetOf } from "./source-file.ts";

const WORKSPACE_SCOPE = "@sixdigit/";

/** What is wrong with one import, or null. Of tests only the relative imports are looked at. */
export function judgeImport(file: SourceFile, { specifier, typeOnly }: ImportFound): string | null {
  const rule = packageRules[file.packageName];
  if (!rule) return `${file.packageName} has no rule in .ci/import-rules.ts`;
  if (specifier !== null && /^[./]/.test(specifier)) return judgeRelative(file, rule, specifier);
  if (file.isTest) return null;
  if (specifier === null) return "an import of something computed cannot be checked";
  const target = packageOf(specifier);
  return target.startsWith(WORKSPACE_SCOPE)
    ? judgeWorkspace(file.packageName, rule, target, typeOnly)
    : judgeExternal(file.packageName, rule, target);
}

function judgeRelative(file: SourceFile, rule: PackageRule, specifier: string): string | null {
  const reach = file.isTest ? (rule.testsReach ?? []) : [];
  const folders = [file.folder, ...reach.map((name) => `packages/${name}`)];
  const target = targetOf(file, specifier);
  const isInside = specifier.startsWith(".") && folders.some((folder) => target.startsWith(`${folder}/`));
  return isInside ? null : `"${specifier}" leaves the package`;
}

function judgeWorkspace(from: string, rule: PackageRule, target: string, typeOnly: boolean): string | null {
  const name = target.slice(WORKSPACE_SCOPE.length);
  if (rule.imports.includes(name)) return null;
  if (!rule.importsTypes?.includes(name)) return `${from} must not import ${target}`;
  return typeOnly ? null : `${from} may import ${target} by "import type" only`;
}

function judgeExternal(from: string, rule: PackageRule, target: string): string | null {
  if (rule.external && !rule.external.includes(target)) {
    return `${from} may import only ${rule.external.join(" and ")} from outside, not ${target}`;
  }
  const home = homes.find(({ external }) => external.some((pattern) => matches(pattern, target)));
  return !home || home.only.includes(from) ? null : `${target} belongs to ${home.only.join(" and ")} alone`;
}

/** `@scope/name/sub` to `@scope/name`, `name/sub` to `name`; Node's own stay as they are. */
function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
