import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../src/config.ts";
import { pageSettings } from "../src/http/page-settings.ts";
import { builtWebApp } from "../src/http/web-app.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";
import { answersTo, headerValue, letterOf, near, statusesOf } from "./support/strangers.ts";
import { writeBuild } from "./support/write-build.ts";

const LANGUAGES = ["en", "hi", "pt"];
const SCRIPT = "/assets/main-a1b2c3.js";

let dist: string;
let app: RunningApp;
beforeAll(async () => {
  dist = await writeBuild(LANGUAGES);
  app = await startApp({}, { web: builtWebApp(dist, pageSettings(loadConfig({}))) });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(dist, { recursive: true });
});

const page = (headers: Record<string, string>, path = "/") => ({ method: "GET", path, headers });
/** The languages of pages that came, each once. */
const languagesOf = (answers: readonly string[]) =>
  [...new Set(answers.map((answer) => /<p>(.*?) (?:number|code|frame) /.exec(answer)?.[1]))].sort();

describe("whatever strangers ask the pages for, there is a page:", { timeout: 120_000 }, () => {
  it.each([
    ["accept-language", near("pt-BR,hi;q=0.9", letterOf("enhi,;=q-_01.* "))],
    ["accept-language", near("de,pt;q=1e9,hi; q=0.8;x=y", letterOf('",;=q.* \t'))],
    ["cookie", near("language=pt; other=1", letterOf('hi=;% "'))],
    ["cookie", near("language=hi; session=1")],
  ])("in a language that there is, for any %s", async (name, likely) => {
    const answers = await answersTo(app, fc.oneof(headerValue, likely), (value) => page({ [name]: value }));
    expect(statusesOf(answers)).toEqual([200]);
    const languages = languagesOf(answers);
    expect(LANGUAGES).toEqual(expect.arrayContaining(languages));
    expect(languages.length).toBeGreaterThan(1);
  });

  it.each([
    ["accept-encoding", near("gzip, br;q=0.9", letterOf("br*,;q=01. ")), [200]],
    ["if-none-match", near("*", letterOf('*W/", ')), [200, 304]],
    ["if-modified-since", near("Fri, 27 Nov 2099 00:00:00 GMT"), [200, 304]],
    [
      "range",
      fc.oneof(...["bytes=0-3", "bytes=98-"].map((range) => near(range, letterOf("bytes=019-, ")))),
      [200, 206, 416],
    ],
  ])("and its script, for any %s", async (name, likely, seen) => {
    const value = fc.tuple(fc.oneof(headerValue, likely), fc.constantFrom("/", SCRIPT));
    const answers = await answersTo(app, value, ([given, path]) => page({ [name]: given }, path));
    expect(statusesOf(answers)).toEqual(seen);
    const isPacked = (answer: string) => /^content-encoding: br\r$/m.test(answer);
    if (name === "accept-encoding") expect(new Set(answers.map(isPacked)).size).toBe(2);
  });
});
