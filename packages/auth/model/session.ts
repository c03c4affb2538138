import type { Model, Take } from "@sixdigit/testing/explore";

/** Rules that the code keeps, each with the mistake that breaking it would be. */
export const sessionMistakes = {
  rotationCompares: "a rotation does not compare with the secret that was read",
  rotationKeepsEnd: "a rotation writes the row back as it was read",
  graceEnds: "the previous secret opens the session for good",
  reuseIsFed: "a session that is ended by reuse is not in the feed",
  fillIsFenced: "a cache is filled whatever the feed has said meanwhile",
  fenceIsRead: "the sequence of a fill is read after the row",
  endIsLocal: "a revocation is acknowledged before its own process has applied it",
  leaseEnds: "a cache is used without a lease",
  leaseFromAsking: "the lease counts from the heartbeat's answer, not from its question",
  entriesAge: "a cached secret outlives the grace of a rotation",
  feedIsInOrder: "a number of the feed is drawn before the transaction that others may overtake",
} as const;
const AFTER = "no acceptance after an acknowledged revocation";
const SECRET = "one live secret per session outside grace";
const CHAIN = "no rotation is lost: the secret before the newest has the grace";
export const sessionProperties = [AFTER, SECRET, CHAIN];

/** `feed`: the newest number in the feed of ended sessions, `mine`: this session's. `acked`: the process that acknowledged the
 * end, from 1; `since`: half seconds since then. */
const row = { current: 0, previous: 7, grace: 0, ended: 0, feed: 0, mine: 0, acked: 0, since: 0 };
const LAPSED = 2;
/** `age`: half seconds since the question of the last heartbeat; one on its way has `asked` (1 + its age) and `heard`.
 * `fed`: how far the feed was heard; `cached`: 1 + the secret. */
const started = { age: LAPSED, fed: 0, asked: 0, heard: 0, cached: 0 };
const [IDLE, FILLING, ROTATING, REUSED, DRAWN, ENDED] = [0, 1, 2, 3, 4, 5];
const idle = { at: IDLE, on: 0, secret: 0, feed: 0 };
type Process = 0 | 1;
const CALLERS = { one: [0, 1], two: [1], revoker: [0, 1] } as const;
type Caller = keyof typeof CALLERS;
const callers = Object.keys(CALLERS) as Caller[];
type State = Record<Process, typeof started> & Record<Caller, typeof idle> & { row: typeof row };

/** Two callers who show any secret there ever was and one who ends the session, at two processes with a cache each. */
export function session(bounds: { secrets: number; others: number }, broken?: string): Model<State> {
  const keeps = (rule: keyof typeof sessionMistakes) => rule !== broken;
  return { start: { 0: started, 1: started, row, one: idle, two: idle, revoker: idle }, steps };

  function steps(state: State, take: Take<State>) {
    for (const who of callers) {
      const call = who === "revoker" ? end : check;
      if (state[who].at === IDLE) for (const on of CALLERS[who]) call(state, who, on, take);
      else go(state, who, state[who].on as Process, take);
    }
    for (const on of [0, 1] as const) beat(state, on, take);
    pass(state, take);
    const feed = state.row.feed + (callers.some((who) => state[who].at === DRAWN) ? 2 : 1);
    if (state.row.feed < bounds.others)
      take("others", "another session ends", { row: { ...state.row, feed } });
  }

  /** From the cache, or findSession: one statement. What it says is carried to `go`. */
  function check(state: State, who: Caller, on: Process, take: Take<State>) {
    const { current, previous, grace, ended, feed, acked, since } = state.row;
    const isOver = acked > 0 && (acked === on + 1 || since >= LAPSED);
    const accept = (secret: number, how: string) => {
      const isLive = ended || secret === current || (secret === previous && grace);
      const label = `${who} is accepted at ${on} with secret ${secret} ${how}`;
      take("others", label, {}, isOver ? AFTER : isLive ? undefined : SECRET);
    };
    for (let secret = 0; secret <= current; secret++) {
      const read = (at: number, what: string, known = 0) =>
        take("others", `${who} shows ${secret} at ${on}, ${what}`, {
          [who]: { at, on, secret, feed: known },
        });
      const isCached = state[on].cached === secret + 1;
      if (isCached) accept(secret, "from the cache");
      if (isCached || ended) continue;
      if (secret === previous && (grace || !keeps("graceEnds"))) accept(secret, "in its grace");
      else if (secret !== current) read(REUSED, "after its grace");
      if (secret !== current) continue;
      read(FILLING, "which is current", feed);
      if (!grace && current + 1 < bounds.secrets) read(ROTATING, "which is a day old");
    }
  }

  /** The next statement of a call, or its answer. */
  function go(state: State, who: Caller, on: Process, take: Take<State>) {
    const { row } = state;
    const { at, secret, feed } = state[who];
    const done = (label: string, changes: Partial<State>, breaks?: string) =>
      take("person", `${who} ${label}`, { [who]: idle, ...changes }, breaks);
    take("fault", `${who}'s call is lost`, { [who]: idle });
    if (at === FILLING) {
      const isBehind = state[on].fed > (keeps("fenceIsRead") ? feed : row.feed) && keeps("fillIsFenced");
      const fills = !isBehind && (state[on].age < LAPSED || !keeps("leaseEnds"));
      const filled = { [on]: { ...state[on], cached: secret + 1 } };
      done(fills ? `fills the cache of ${on}` : "drops the fill", fills ? filled : {});
    }
    if (at === ROTATING) {
      const isSame = row.current === secret;
      const isLost = !isSame && keeps("rotationCompares");
      if (isLost || (row.ended && keeps("rotationKeepsEnd"))) return done("does not rotate", {});
      const rotated = { ...row, current: row.current + 1, previous: secret, grace: 1, ended: 0 };
      done(`rotates secret ${secret}`, { row: rotated }, isSame ? undefined : CHAIN);
    }
    if (at === REUSED || at === DRAWN) end(state, who, on, take);
    if (at !== ENDED) return;
    const applied = { ...state[on], cached: 0, fed: Math.max(state[on].fed, row.mine) };
    const acked = row.acked ? row : { ...row, acked: on + 1 };
    done("is told that it has ended", { row: acked, ...(keeps("endIsLocal") && { [on]: applied }) });
  }

  /** endSession, and the end after a reuse: one statement for the row and its number in the feed. */
  function end(state: State, who: Caller, on: Process, take: Take<State>) {
    const { row } = state;
    const { at, feed } = state[who];
    if (row.ended) return take("others", `${who} finds it ended`, { [who]: idle });
    if (at === IDLE && !keeps("feedIsInOrder")) {
      const drawn = { ...idle, at: DRAWN, on, feed: row.feed + 1 };
      return take("others", `${who} draws a number for the end`, { [who]: drawn });
    }
    const next = at === REUSED && !keeps("reuseIsFed") ? 0 : row.feed + 1;
    const mine = at === DRAWN ? feed : next;
    const ended = { ...row, ended: 1, mine, feed: Math.max(row.feed, mine) };
    take("others", `${who} ends the session at ${on}`, { row: ended, [who]: { ...idle, at: ENDED, on } });
  }

  /** The heartbeat reads the feed and extends the lease. */
  function beat(state: State, on: Process, take: Take<State>) {
    const { age, fed, asked, heard, cached } = state[on];
    const { mine, feed } = state.row;
    const lost = callers.filter((who) => state[who].on === on).map((who) => [who, idle]);
    take("fault", `process ${on} crashes`, { [on]: started, ...Object.fromEntries(lost) });
    const asks = { [on]: { ...state[on], asked: 1, heard: feed } };
    if (!asked) return take("person", `the heartbeat of ${on} asks`, asks);
    const quiet = { ...state[on], asked: 0, heard: 0 };
    const kept = mine > fed && mine <= heard ? 0 : cached;
    const counted = keeps("leaseFromAsking") ? Math.min(age, asked - 1) : 0;
    const told = { ...quiet, age: counted, fed: Math.max(fed, heard), cached: kept };
    take("fault", `the heartbeat of ${on} is lost`, { [on]: quiet });
    take("person", `the heartbeat of ${on} is answered`, { [on]: told });
  }

  function pass(state: State, take: Take<State>) {
    const { row } = state;
    const older = (process: typeof started) => {
      const age = Math.min(LAPSED, process.age + 1);
      const beating = process.asked === 1 ? { asked: 2 } : { asked: 0, heard: 0 };
      return { ...process, ...beating, age, ...(age === LAPSED && keeps("leaseEnds") && { cached: 0 }) };
    };
    const since = row.acked ? Math.min(LAPSED, row.since + 1) : 0;
    take("person", "half a second passes", {
      0: older(state[0]),
      1: older(state[1]),
      row: { ...row, since },
    });
    // No statement takes as long as the grace.
    if (!row.grace || callers.some((who) => state[who].at !== IDLE)) return;
    const isKept = ({ cached }: typeof started) => cached === row.current + 1 || !keeps("entriesAge");
    const kept = (process: typeof started) => (isKept(process) ? process : { ...process, cached: 0 });
    take("person", "a minute passes", { 0: kept(state[0]), 1: kept(state[1]), row: { ...row, grace: 0 } });
  }
}
