/** Parts by name, each a record of whole numbers from 0 to 7; at most ten of them. */
export type State = Readonly<Record<string, Part>>;
type Part = Readonly<Record<string, number>>;

/** Who or what a step needs. To the person belongs also what happens by itself: time, arrival, the end of a call. */
export type By = "person" | "others" | "fault";
/** A step that can be taken: one statement, one message, or time. `breaks` is the property that it violates. */
export type Take<S> = (by: By, label: string, changes: Partial<S>, breaks?: string) => void;

export type Model<S> = {
  start: S;
  /** Calls `take` for each step that is possible. */
  steps(state: S, take: Take<S>): void;
  /** From every state, steps of the person alone must lead to one whose label begins so. */
  goal?: { label: string; property: string };
};

export type Explored = { states: number; steps: number; broken?: { property: string; trace: string[] } };

/** Breadth-first through everything that can happen, so that the first violation has the shortest trace. */
export function explore<S extends State>({ start, steps, goal }: Model<S>): Explored {
  const { keyOf, keyAfter, stateOf } = packing(start);
  const ids = new Map([[keyOf(start), 0]]);
  const keys = [...ids.keys()];
  const parents = [-1];
  const edges: number[] = [];
  const goals: number[] = [];
  let taken = 0;
  let broken: { property: string; at: number; label: string } | undefined;

  for (let at = 0; at < keys.length && !broken; at++) {
    const from = keys[at] ?? "";
    const state = stateOf(from);
    steps(state, (by, label, changes, breaks) => {
      taken++;
      if (breaks) broken ??= { property: breaks, at, label };
      const key = keyAfter(from, changes);
      const id = ids.get(key) ?? keys.length;
      if (id === keys.length) {
        ids.set(key, id);
        keys.push(key);
        parents.push(at);
      }
      if (goal && by === "person") edges.push(id, at);
      if (goal && label.startsWith(goal.label)) goals.push(at);
    });
  }
  const stuck = goal && !broken ? firstStuck(keys.length, edges, goals) : -1;
  if (goal && stuck >= 0) broken = { property: goal.property, at: stuck, label: "and never again" };
  const found = { states: keys.length, steps: taken };
  return broken ? { ...found, broken: { property: broken.property, trace: traceTo(broken) } } : found;

  function traceTo({ at, label }: { at: number; label: string }): string[] {
    const trace = [label];
    for (let id = at; id > 0; id = parents[id] ?? 0) {
      const from = keys[parents[id] ?? 0] ?? "";
      const labels: string[] = [];
      steps(stateOf(from), (_by, each, changes) => {
        if (keyAfter(from, changes) === keys[id]) labels.push(each);
      });
      trace.unshift(labels[0] ?? "");
    }
    return trace;
  }
}

/** Backwards over the edges (pairs of where to and where from); the first state from which no goal is reached, or -1. */
function firstStuck(count: number, edges: readonly number[], goals: readonly number[]): number {
  const lastInto = new Int32Array(count).fill(-1);
  const before = new Int32Array(edges.length);
  for (let edge = 0; edge < edges.length; edge += 2) {
    before[edge] = lastInto[edges[edge] ?? 0] ?? -1;
    lastInto[edges[edge] ?? 0] = edge;
  }
  const good = new Set(goals);
  for (const id of good) {
    for (let edge = lastInto[id] ?? -1; edge >= 0; edge = before[edge] ?? -1) good.add(edges[edge + 1] ?? 0);
  }
  for (let id = 0; id < count; id++) if (!good.has(id)) return id;
  return -1;
}

/** A state as a short text: two characters for each part, of three bits for each number. */
function packing<S extends State>(start: S) {
  const layout = Object.entries(start).map(([name, example]) => ({
    name,
    example,
    fields: Object.keys(example),
  }));
  const pack = (part: Part | undefined): string => {
    let bits = 0;
    for (const field in part) bits = bits * 8 + (part[field] ?? 0);
    return String.fromCharCode(bits & 0xffff, bits >>> 16);
  };
  const unpack = (packed: number, example: Part, fields: readonly string[]): Part => {
    // A copy first: so every part has its fields in one order, which the engine rewards.
    const part: Record<string, number> = { ...example };
    let shift = 3 * fields.length;
    for (const field of fields) {
      shift -= 3;
      part[field] = (packed >>> shift) & 7;
    }
    return part;
  };
  return {
    keyOf: (state: S): string => layout.map(({ name }) => pack(state[name])).join(""),
    /** The key of the state that is as that of `from`, but for some parts. */
    keyAfter(from: string, changes: Partial<S>): string {
      let key = from;
      for (const [index, { name }] of layout.entries()) {
        const part = changes[name];
        if (part) key = key.slice(0, 2 * index) + pack(part) + key.slice(2 * index + 2);
      }
      return key;
    },
    stateOf(key: string): S {
      const state: Record<string, Part> = { ...start };
      for (const [index, { name, example, fields }] of layout.entries()) {
        const packed = key.charCodeAt(2 * index) + key.charCodeAt(2 * index + 1) * 0x10000;
        state[name] = unpack(packed, example, fields);
      }
      return state as S;
    },
  };
}
