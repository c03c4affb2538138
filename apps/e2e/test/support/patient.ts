import type { Page } from "playwright-core";

/** A page whose visitor waits until it can be used: its first view looks like it before that. */
export function patient(page: Page): Page {
  const { goto, reload } = page;
  const isReady = () => page.locator("[data-first-view]").waitFor({ state: "detached" });
  page.goto = async (...given) => {
    const answer = await goto.apply(page, given);
    await isReady();
    return answer;
  };
  page.reload = async (...given) => {
    const answer = await reload.apply(page, given);
    await isReady();
    return answer;
  };
  return page;
}
