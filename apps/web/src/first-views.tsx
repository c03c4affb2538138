import { renderToStaticMarkup } from "react-dom/server";
import { Router } from "wouter";
import { SignInPage } from "./pages/sign-in-page.tsx";
import { settings } from "./settings/page-settings.ts";
import { Layout } from "./ui/layout.tsx";
import { LANGUAGES, type Language, loadWords } from "./words/languages.ts";
import { ReadingContext } from "./words/use-words.ts";

/** The pages of one language before any script has run. `%NAME%` and `%LOGO%` stand for the settings. */
type View = {
  /** By the step, and the words `logo` and `inbox` where those are set: `number inbox`. */
  pages: Record<string, string>;
  /** Links to files that are to be loaded at once, as HTML. */
  preload: string;
};

export type FirstViews = Record<string, View>;

/** `frame`: what stands around every page. */
const STEPS = { number: "/", code: "/otp", frame: "/account" } as const;

/** Draws them all. Nobody can use them yet, so they are inert and without the accent, until the app takes their place. */
export async function drawFirstViews(): Promise<FirstViews> {
  const views: FirstViews = {};
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const words = await loadWords(language);
    const pages: View["pages"] = {};
    for (const [step, path] of Object.entries(STEPS))
      for (const logo of [undefined, "%LOGO%"])
        for (const inbox of [false, true]) {
          Object.assign(settings, { name: "%NAME%", logo, inbox });
          const name = [step, logo && "logo", inbox && "inbox"].filter(Boolean).join(" ");
          pages[name] = draw(path, { language, words });
        }
    views[language] = { pages, preload: "" };
  }
  return views;
}

const ANY_PHONE = "+14155550132";

type Spoken = { language: Language; words: Awaited<ReturnType<typeof loadWords>> };

function draw(path: string, { language, words }: Spoken): string {
  const { locale, dir } = LANGUAGES[language];
  const isSignIn = path !== STEPS.frame;
  const search = path === STEPS.code ? new URLSearchParams({ phone: ANY_PHONE }).toString() : "";
  const drawn = renderToStaticMarkup(
    <div inert lang={language} dir={dir} data-first-view="">
      <Router ssrPath={path} ssrSearch={search}>
        <ReadingContext value={{ language, locale, words, choose: () => undefined }}>
          <Layout mark={{ digits: 0, of: 6 }}>
            {isSignIn && <SignInPage onTyped={() => undefined} onWelcome={() => undefined} />}
          </Layout>
        </ReadingContext>
      </Router>
    </div>,
  );
  // The security policy forbids styles in attributes, and what they are for is not shown yet; nor is the number.
  return drawn.replace(/ style="[^"]*"/g, "").replaceAll(ANY_PHONE, "");
}
