import { TOLERANCE_MS } from "./ledger.ts";
import { SOLVED } from "./limits.ts";
import { phonesOf } from "./numbers.ts";
import { type Browser, browsersOf, createPeople } from "./people.ts";
import { PROPERTIES } from "./properties.ts";
import { createReceipts } from "./receipts.ts";
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
  const receipts = createReceipts(world);
  const atOnce = 1 + random.below(5);
  /** Most seeds are about signing in, some about what comes after it. */
  const isAboutSessions = random.chance(0.25);
  const isOver = () => journal.violated() !== undefined;

  async function oneStep(): Promise<void> {
    advance(random.below(400) / 1000);
    await scheduler.resumeOne();
  }

  async function act(): Promise<void> {
    const browser = random.pick(browsers);
    const own = browser.credential && world.ledger.sessions.get(browser.credential.id);
    const others = [...world.ledger.sessions.values()];
    if (receipts.underway() > 0 && random.chance(0.2)) return receipts.arrive();
    if (!browser.challengeId && random.chance(0.8)) return people.request(browser);
    if (browser.credential && own && random.chance(isAboutSessions ? 0.95 : 0.5)) {
      const { credential, copied = credential, phone } = browser;
      // Once in a while a user who has lost the number to somebody else.
      const { userId } = random.chance(0.1) ? random.pick(others) : own;
      const user = { id: userId, phone, createdAt: own.session.createdAt };
      // It takes a code of its own.
      const held = world.ledger.challenges.get(browser.challengeId ?? "");
      const isOpen = held?.row.closedAt === null;
      const doing = {
        current: 6,
        copied: 5,
        guessed: 1,
        list: 1,
        history: 1,
        exportAccount: 1,
        deleteAccount: 5,
        revoke: 2,
        revokeOthers: 1,
        signOut: 1,
      };
      const session = {
        current: () => people.current(browser, credential),
        guessed: () => people.current(browser, { ...credential, secret: "somebody's guess" }),
        copied: () => people.current(browser, copied),
        exportAccount: () => people.exportAccount(browser, user),
        deleteAccount: () => (isOpen ? people.deleteAccount(browser, user) : people.request(browser)),
        list: () => people.list(browser, own),
        history: () => people.history(browser, own),
        revoke: () => people.revoke(browser, own, random.pick(others)),
        revokeOthers: () => people.revokeOthers(browser, own),
        signOut: () => people.signOut(browser, credential, own),
      };
      return session[random.weighted(doing)]();
    }
    const doing = random.weighted({ request: 1, resend: 3, resends: 1, verify: 6, burst: 1 });
    if (doing === "request") return people.request(browser);
    if (doing === "resend") return people.resend(browser);
    for (let calls = 0; doing === "resends" && calls < 3; calls++) await people.resend(browser);
    if (doing === "resends") return;
    if (doing === "verify") return people.verify(browser);
    journal.met("burst of guesses");
    for (let guesses = 0; guesses < 7; guesses++) await people.verify(browser);
  }

  const drain = async () => {
    while (scheduler.waiting() > 0 && !isOver()) await oneStep();
  };
  for (const browser of isAboutSessions ? browsers.slice(0, 3) : []) {
    await people.request(browser);
    await drain();
    const own = world.inboxes
      .get(browser.phone)
      ?.findLast(({ challengeId }) => challengeId === browser.challengeId);
    await people.verify(browser, { code: own?.code ?? "", asHolder: true });
    await drain();
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

/** Faults have stopped, and the longest window of a limit has passed. */
async function honestPersonSignsIn(
  world: World,
  people: ReturnType<typeof createPeople>,
  phone: Browser["phone"],
): Promise<void> {
  const { scheduler, journal } = world;
  const drain = async () => {
    while (scheduler.waiting() > 0) await scheduler.resumeOne();
  };
  world.heal();
  world.advance(DAY + TOLERANCE_MS / 1000);
  journal.tell(() => "from here on nothing goes wrong");
  const browser: Browser = { name: "an honest person", phone, readsMessages: true, proof: SOLVED };
  await people.request(browser);
  await drain();
  const code = world.inboxes
    .get(phone)
    ?.findLast(({ challengeId }) => challengeId === browser.challengeId)?.code;
  await people.verify(browser, { code: code ?? "", process: 0, asHolder: true });
  await drain();
  if (browser.credential) await people.current(browser, browser.credential);
  await drain();
  journal.hold(PROPERTIES.live, browser.credential !== undefined);
}
