import type { E164 } from "@sixdigit/contracts";
import { createActs } from "./acts.ts";
import { type Browser, browsersOf } from "./browsers.ts";
import { SOLVED } from "./limits.ts";
import { phonesOf } from "./numbers.ts";
import { createPeople } from "./people.ts";
import { PROPERTIES } from "./properties.ts";
import { createWorld, type SimulatedStore, type World, type WorldSettings } from "./world.ts";

export type Run = {
  seed: number;
  /** Each kind of thing that was met, and how often. */
  labels: ReadonlyMap<string, number>;
  /** What happened, where `isKept`. */
  lines: readonly string[];
  /** The property that did not hold. */
  violated: string | undefined;
};

export const ACTIONS = 9;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WAITS = [1, 31, 31, 61, 301, 301, 301, 10 * MINUTE, 16 * MINUTE, DAY + 1, 8 * DAY, 31 * DAY];
const SESSION_WAITS = [31, 61, 301, 20 * MINUTE, DAY + 1, DAY + 1, DAY + 1, 8 * DAY, 181 * DAY];

/** One run: what people and thieves do at once, what goes wrong, and at the end whether an honest person can sign in. */
export async function simulate(
  seed: number,
  store: SimulatedStore,
  settings: WorldSettings = {},
): Promise<Run> {
  const world = createWorld(seed, store, settings);
  const { random, scheduler, journal, faults, advance } = world;
  const browsers = browsersOf(seed);
  const people = createPeople(world, seed);
  const atOnce = 1 + random.below(5);
  /** Most seeds are about signing in, some about what comes after it. */
  const isAboutSessions = random.chance(0.25);
  const act = createActs({ world, people, browsers, isAboutSessions });
  const isOver = () => journal.violated() !== undefined;

  async function oneStep(): Promise<void> {
    advance(random.below(400) / 1000);
    await scheduler.resumeOne();
  }

  const drain = async () => {
    while (scheduler.waiting() > 0 && !isOver()) await oneStep();
  };
  for (const browser of isAboutSessions ? browsers.slice(0, 3) : []) {
    await signIn(world, people, { browser, drain });
  }

  for (let acted = 0; acted < ACTIONS && !isOver(); ) {
    const event = faults.event();
    if (event) world.happen(event);
    const isIdle = scheduler.waiting() === 0;
    if (isIdle && random.chance(0.3)) {
      const wait = random.pick(isAboutSessions ? SESSION_WAITS : WAITS);
      advance(wait);
      journal.tell(() => `${wait} s pass`);
      if (wait >= DAY) await sweep(world, store);
    } else if (!isIdle && (scheduler.waiting() >= atOnce || random.chance(0.5))) {
      await oneStep();
    } else {
      await act();
      acted += 1;
    }
  }
  await drain();
  // The other number of a seed may be one that no message goes to.
  const [phone] = phonesOf(seed);
  const honest = browsers.filter((each) => each.phone === phone && each.readsMessages);
  if (!isOver()) await honestPeopleSignIn(world, people, [random.pick(honest), phone]);
  const { labels, lines } = journal;
  return { seed, labels, lines, violated: journal.violated() };
}

async function sweep({ now }: World, store: SimulatedStore): Promise<void> {
  await store.sweep(new Date(now()));
}

type People = ReturnType<typeof createPeople>;
type SigningIn = { browser: Browser; drain: () => Promise<void>; process?: number };

/** With the code of the browser's own challenge, if it was given one and its message came. */
async function signIn({ inboxes }: World, people: People, { browser, drain, ...where }: SigningIn) {
  await people.request(browser, where.process);
  await drain();
  if (where.process !== undefined && people.retryAfter() !== undefined) return;
  const messages = inboxes.get(browser.phone) ?? [];
  const own = messages.findLast(({ challengeId }) => challengeId === browser.challengeId);
  await people.verify(browser, { code: own?.code ?? "", asHolder: true, ...where });
  await drain();
}

/** Longer than any window of a limit, and a block of a range after it. */
const PATIENCE = 2 * (DAY + HOUR);

/**
 * Faults have stopped. Somebody who was there all the time signs in, and somebody who comes with nothing, at either process:
 * they try again when they are told to, and wait for no other reason.
 */
async function honestPeopleSignIn(world: World, people: People, [someone, phone]: [Browser, E164]) {
  const { scheduler, journal, random } = world;
  const drain = async () => {
    while (scheduler.waiting() > 0) await scheduler.resumeOne();
  };
  world.heal();
  journal.tell(() => "from here on nothing goes wrong");
  const stranger = { name: "an honest person", phone, readsMessages: true };
  for (const person of [someone, stranger]) {
    const browser: Browser = Object.assign(person, { credential: undefined });
    const began = world.now();
    let wait: number | undefined = 0;
    while (!browser.credential && wait !== undefined && world.now() - began < PATIENCE * 1000) {
      world.advance(wait);
      browser.proof = `${SOLVED} ${world.newId()}`;
      await signIn(world, people, { browser, drain, process: random.below(2) });
      wait = people.retryAfter();
    }
    journal.hold(PROPERTIES.live, browser.credential !== undefined);
    if (browser.credential) await people.current(browser, browser.credential);
    await drain();
  }
}
