import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const HTML =
  '<!doctype html><html><head><title>page</title><style>p { color: red }</style></head><body><div id="root"></div></body></html>';

/** Writes what a build of the web app has, as far as the server reads it. @returns its folder */
export async function writeBuild(languages: readonly string[]): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), "sixdigit-dist-"));
  await mkdir(join(dist, "assets"));
  await writeFile(join(dist, "index.html"), HTML);
  const views = Object.fromEntries(languages.map((language) => [language, drawn(language)]));
  await writeFile(join(dist, "first-views.json"), JSON.stringify(views));
  await writeFile(join(dist, "assets", "main-a1b2c3.js"), "export {};");
  await writeFile(join(dist, "assets", "main-a1b2c3.js.br"), brotliCompressSync("export {};"));
  await writeFile(join(dist, "favicon.svg"), "<svg/>");
  return dist;
}

export const linkTo = (language: string) => `<link rel="modulepreload" href="/assets/${language}.js">`;

/** What a build draws of a language, with the settings to be filled in. */
function drawn(language: string) {
  const steps = ["number", "code", "frame"].flatMap((step) => [step, `${step} inbox`, `${step} logo inbox`]);
  const pages = steps.map((step) => [step, `<p>${language} ${step}, %NAME%, %LOGO%</p>`]);
  return { pages: Object.fromEntries(pages), preload: language === "en" ? "" : linkTo(language) };
}
