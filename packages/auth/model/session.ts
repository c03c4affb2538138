import type { Model, Take } from "@sixdigit/testing/explore";

/** Rules that the code keeps, each with the mistake that breaking it would be. */
export const sessionMistakes = {
  rotationCompares: "a rotation does not compare with the secret that was read",
  rotationKeepsEnd: "a rotation writes the row back as it was read",
  graceEnds: "the previous secret opens the session for good",
  rotationIsFed: "a rotation is not in the feed",
  reuseIsFed: "a session that is ended by reuse is not in the feed",
  fillIsFenced: "a cache is filled whatever was forgotten meanwhile",
  fillComesFirst: "a fill begins after the row was read",
  fillIsFollowed: "a fill that began while the feed was not followed is kept",
  lossIsKnown: "a cache outlives the connection to the feed",
  endIsLocal: "a revocation is acknowledged before its own process has applied it",
  leaseEnds: "a cache is used without a lease",
  leaseFromAsking: "the lease counts from the heartbeat's answer, not from its question",
  feedIsInOrder: "a number of the feed is drawn before the transaction that others may overtake",
} as const;
const AFTER = "no acceptance after an acknowledged revocation";
const SECRET = "one live secret per session outside grace";
const CHAIN = "no rotation is lost: the secret before the newest has the grace";
export const sessionProperties = [AFTER, SECRET, CHAIN];

/** `acked`: 1 and 2, the processes that acknowledged the end; `grace`, `since`: half seconds left, and since the first did. */
const row = { current: 0, previous: 7, grace: 0, ended: 0, acked: 0, since: 0 };
const [LAPSED, GRACE] = [2, 3]; // As a second and a minute: what counts is that the grace is longer.
/** Of the feed, a process has read all numbers of this session, or not; or it is BEYOND one that is drawn and not yet written,
 * by the number of another session. (Those change nothing else here.) */
const [LOST, READ_ON, NEWS, BEYOND] = [0, 1, 2, 3];
/** `age`: half seconds since the question of the last heartbeat; one on its way has `asked` (1 + its age) and `brings` news.
 * `cached`: 1 + the secret. */
const started = { age: LAPSED, feed: LOST, asked: 0, brings: 0, cached: 0 };
const [IDLE, READ, FILLING, ROTATING, ROTATED, REUSED, DRAWN, ENDED] = [0, 1, 2, 3, 4, 5, 6, 7];
const idle = { at: IDLE, on: 0, secret: 0 };
type Process = 0 | 1;
const callers = ["one", "two", "revoker"] as const;
type Caller = (typeof callers)[number];
type Bounds = { secrets: number } & Record<Caller, readonly Process[]>;
type State = Record<Process, typeof started> & Record<Caller, typeof idle> & { row: typeof row };

/** Two callers who show any secret there ever was and one who ends the session, at two processes with a cache each. */
export function session(bounds: Bounds, broken?: string): Model<State> {
  const keeps = (rule: keyof typeof sessionMistakes) => rule !== broken;
  const isLeased = ({ age }: typeof started) => age < LAPSED || !keeps("leaseEnds");
  const mayFill = (process: typeof started) => isLeased(process) || !keeps("fillIsFollowed");
  return { start: { 0: started, 1: started, row, one: idle, two: idle, revoker: idle }, steps };

  function steps(state: State, take: Take<State>) {
    for (const who of callers) {
      const call = who === "revoker" ? end : check;
      if (state[who].at === IDLE) for (const on of bounds[who]) call(state, who, on, take);
      else go(state, who, state[who].on as Process, take);
    }
    for (const on of [0, 1] as const) beat(state, on, take);
    pass(state, take);
  }

  /** From the cache, or findSession: one statement. What it says is carried to `go`. */
  function check(state: State, who: Caller, on: Process, take: Take<State>) {
    const { current, previous, grace, ended, acked, since } = state.row;
    const isOver = (acked & (on + 1)) > 0 || (acked > 0 && since >= LAPSED);
    for (let secret = 0; secret <= current; secret++) {
      const next = (at: number, known: number, how: string) =>
        take("others", `${who} shows ${secret} at ${on}, ${how}`, { [who]: { at, on, secret: known } });
      const [isCached, isPrevious] = [state[on].cached === secret + 1, secret === previous];
      const isLive = secret === current || (isPrevious && grace > 0);
      if (isCached || (!ended && (isLive || (isPrevious && !keeps("graceEnds"))))) {
        const label = `${who} is accepted at ${on} with secret ${secret} from the ${isCached ? "cache" : "row"}`;
        take("others", label, {}, isOver ? AFTER : isLive || ended ? undefined : SECRET);
        const isOld = secret < current ? isCached : !grace && current + 1 < bounds.secrets;
        if (isOld) next(ROTATING, secret, "which is a day old");
      } else if (!ended) next(REUSED, 0, "after its grace");
      if (isCached || ended) continue;
      if (!keeps("fillComesFirst")) next(READ, current, "and the row is read");
      else if (mayFill(state[on])) next(FILLING, current, "and the row is read for the cache");
    }
  }

  /** The next statement of a call, or its answer. */
  function go(state: State, who: Caller, on: Process, take: Take<State>) {
    const [{ row }, { at, secret }] = [state, state[who]];
    const then = (to: number, label: string, changes: Partial<State>, breaks?: string) =>
      take("person", `${who} ${label}`, { ...changes, [who]: { ...idle, at: to, on: to && on } }, breaks);
    take("fault", `${who}'s call is lost`, { [who]: idle });
    const filling = { [who]: { at: FILLING, on, secret } };
    if (at === READ && mayFill(state[on])) take("person", `${who} begins its fill`, filling);
    if (at === FILLING) {
      const filled = isLeased(state[on]) && { [on]: { ...state[on], cached: secret + 1 } };
      then(IDLE, filled ? `fills the cache of ${on}` : "drops the fill", filled || {});
    }
    if (at === ROTATING) {
      const isSame = row.current === secret;
      const isLost = !isSame && keeps("rotationCompares");
      if (isLost || (row.ended && keeps("rotationKeepsEnd"))) return then(ROTATED, "does not rotate", {});
      const rotated = { ...row, current: row.current + 1, previous: secret, grace: GRACE, ended: 0 };
      const changes = { ...(keeps("rotationIsFed") && fed(state)), row: rotated };
      then(ROTATED, `rotates secret ${secret}`, changes, isSame ? undefined : CHAIN);
    }
    if (at === ROTATED) then(IDLE, "is given the new secret", forget(state, on));
    if (at === REUSED || at === DRAWN) end(state, who, on, take);
    if (at !== ENDED) return;
    const acked = { ...row, acked: row.acked | (on + 1) };
    then(IDLE, "is told that it has ended", { ...(keeps("endIsLocal") && forget(state, on)), row: acked });
  }

  /** endSession, and the end after a reuse: one statement for the row and its number in the feed. */
  function end(state: State, who: Caller, on: Process, take: Take<State>) {
    const [{ row }, { at }] = [state, state[who]];
    const ended = { [who]: { ...idle, at: ENDED, on } };
    if (row.ended) return take("others", `${who} finds it ended`, ended);
    if (at === IDLE && !keeps("feedIsInOrder")) {
      return take("others", `${who} draws a number for the end`, { [who]: { ...idle, at: DRAWN, on } });
    }
    const isFed = at !== REUSED || keeps("reuseIsFed");
    const changes = { ...(isFed && fed(state)), row: { ...row, ended: 1, grace: 0 }, ...ended };
    take("others", `${who} ends the session at ${on}`, changes);
  }

  /** A number of this session comes into the feed, above all that was asked for. */
  function fed(state: State): Partial<State> {
    const told = (it: typeof started) => (it.feed === READ_ON ? { ...it, feed: NEWS } : it);
    return { 0: told(state[0]), 1: told(state[1]) };
  }

  /** What is cached goes, and so does what was read for the cache. */
  function forget(state: State, on: Process, process = state[on]): Partial<State> {
    const changes: Partial<State> = { [on]: { ...process, cached: 0 } };
    const isLate = ({ at, on: its }: typeof idle) => at === FILLING && its === on && keeps("fillIsFenced");
    for (const who of callers) if (isLate(state[who])) changes[who] = idle;
    return changes;
  }

  /** The heartbeat reads the feed and extends the lease. A crash is this connection and each call lost, one after the other. */
  function beat(state: State, on: Process, take: Take<State>) {
    const { age, feed, asked, brings } = state[on];
    const isDrawn = callers.some((who) => state[who].at === DRAWN);
    const next = { ...state[on], feed: isDrawn ? BEYOND : READ_ON };
    if (feed === LOST) return take("person", `process ${on} follows the feed`, { [on]: next });
    const asks = { ...next, asked: 1, brings: feed === NEWS ? 1 : 0 };
    if (!asked) return take("person", `the heartbeat of ${on} asks`, { [on]: asks });
    const quiet = { ...state[on], asked: 0, brings: 0 };
    const lost = keeps("lossIsKnown") ? forget(state, on, started) : { [on]: { ...quiet, feed: LOST } };
    take("fault", `the connection of ${on} to the feed is lost`, lost);
    const told = { ...quiet, age: keeps("leaseFromAsking") ? Math.min(age, asked - 1) : 0 };
    take("person", `the heartbeat of ${on} is answered`, brings ? forget(state, on, told) : { [on]: told });
  }

  function pass(state: State, take: Take<State>) {
    if (state[0].asked >= LAPSED || state[1].asked >= LAPSED) return;
    const { acked, since, grace } = state.row;
    const older = (it: typeof started) => {
      const later = { ...it, age: Math.min(LAPSED, it.age + 1), asked: it.asked && it.asked + 1 };
      return { ...later, cached: isLeased(later) ? it.cached : 0 };
    };
    const left = { since: acked ? Math.min(LAPSED, since + 1) : 0, grace: Math.max(0, grace - 1) };
    const row = { ...state.row, ...left };
    take("person", "half a second passes", { 0: older(state[0]), 1: older(state[1]), row });
  }
}
