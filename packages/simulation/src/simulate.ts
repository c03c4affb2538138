import { createActs } from "./acts.ts";
import { TOLERANCE_MS } from "./ledger.ts";
import { SOLVED } from "./limits.ts";
import { phonesOf } from "./numbers.ts";
import { type Browser, browsersOf, createPeople } from "./people.ts";
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

const ACTIONS = 9;
const MINUTE = 60;
const DAY = 86_400;
const WAITS = [1, 31, 31, 61, 301, 301, 301, 10 * MINUTE, 16 * MINUTE, DAY + 1, 8 * DAY, 31 * DAY];

const SESSION_WAITS = [31, 61, 61, 20 * MINUTE, DAY + 1, DAY + 1, DAY + 1, 8 * DAY];

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
  if (!isOver()) await honestPersonSignsIn(world, people, phonesOf(seed)[0]);
  const { labels, lines } = journal;
  return { seed, labels, lines, violated: journal.violated() };
}

async function sweep({ now }: World, store: SimulatedStore): Promise<void> {
  await store.sweep(new Date(now()));
}

type People = ReturnType<typeof createPeople>;
type SigningIn = { browser: Browser; drain: () => Promise<void>; process?: number };

/** With the code of the browser's own challenge, if its message came. */
async function signIn({ inboxes }: World, people: People, { browser, drain, ...where }: SigningIn) {
  await people.request(browser);
  await drain();
  const messages = inboxes.get(browser.phone) ?? [];
  const own = messages.findLast(({ challengeId }) => challengeId === browser.challengeId);
  await people.verify(browser, { code: own?.code ?? "", asHolder: true, ...where });
  await drain();
}

/** Faults have stopped, and the longest window of a limit has passed. */
async function honestPersonSignsIn(world: World, people: People, phone: Browser["phone"]): Promise<void> {
  const { scheduler, journal } = world;
  const drain = async () => {
    while (scheduler.waiting() > 0) await scheduler.resumeOne();
  };
  world.heal();
  world.advance(DAY + TOLERANCE_MS / 1000);
  journal.tell(() => "from here on nothing goes wrong");
  const browser: Browser = { name: "an honest person", phone, readsMessages: true, proof: SOLVED };
  await signIn(world, people, { browser, drain, process: 0 });
  if (browser.credential) await people.current(browser, browser.credential);
  await drain();
  journal.hold(PROPERTIES.live, browser.credential !== undefined);
}
