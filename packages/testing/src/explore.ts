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
  /** From every state, steps of the person alone must lead to one of them whose label begins so. */
  goal?: { label: string; property: string };
};

export type Explored = { states: number; steps: number; broken?: { property: string; trace: string[] } };

/**
 * Breadth-first through everything that can happen, so that the first violation has the shortest trace.
 *
 * @param options.shorterThan ends where the trace of a violation would have as many steps or more. A goal is looked for in the
 *   whole, so a model that has one has no such end
 */
export function explore<S extends State>(
  { start, steps, goal }: Model<S>,
  { shorterThan = Number.POSITIVE_INFINITY }: { shorterThan?: number | undefined } = {},
): Explored {
  const { idOf, idAfter, stateOf } = createTable(start);
  const parents = [idOf(start) - 1];
  const edges: number[] = [];
  const goals: number[] = [];
  let taken = 0;
  let broken: { property: string; at: number; label: string } | undefined;

  let depth = 1;
  let endOfDepth = 1;
  for (let at = 0; at < parents.length && !broken && (goal || depth < shorterThan); at++) {
    steps(stateOf(at), (by, label, changes, breaks) => {
      taken++;
      if (breaks) broken ??= { property: breaks, at, label };
      const id = idAfter(at, changes);
      if (id === parents.length) parents.push(at);
      if (!goal || by !== "person") return;
      edges.push(id, at);
      if (label.startsWith(goal.label)) goals.push(at);
    });
    if (at + 1 < endOfDepth) continue;
    depth++;
    endOfDepth = parents.length;
  }
  const stuck = goal && !broken ? firstStuck(parents.length, edges, goals) : -1;
  if (goal && stuck >= 0) broken = { property: goal.property, at: stuck, label: "and never again" };
  const found = { states: parents.length, steps: taken };
  return broken ? { ...found, broken: { property: broken.property, trace: traceTo(broken) } } : found;

  function traceTo({ at, label }: { at: number; label: string }): string[] {
    const trace = [label];
    for (let id = at; id > 0; id = parents[id] ?? 0) {
      const from = parents[id] ?? 0;
      const labels: string[] = [];
      steps(stateOf(from), (_by, each, changes) => {
        if (idAfter(from, changes) === id) labels.push(each);
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

/** Every state that was met, by a number of its own from 0: each part with three bits for each of its numbers. */
function createTable<S extends State>(start: S) {
  const layout = Object.entries(start).map(([name, example]) => ({
    name,
    example,
    fields: Object.keys(example),
    /** There are few of each, and they are not written to: so each is unpacked once. */
    unpacked: new Map<number, Part>(),
  }));
  const { row, idOfRow, take } = createRows(layout.length);

  function change(changes: Partial<S>): void {
    for (let part = 0; part < layout.length; part++) {
      const changed = changes[layout[part]?.name ?? ""];
      if (changed) row[part] = pack(changed);
    }
  }

  return {
    idOf(state: S): number {
      change(state);
      return idOfRow();
    },
    /** The state that is as that of `from`, but for some parts. */
    idAfter(from: number, changes: Partial<S>): number {
      take(from);
      change(changes);
      return idOfRow();
    },
    stateOf(id: number): S {
      take(id);
      const state: Record<string, Part> = { ...start };
      for (const [part, { name, example, fields, unpacked }] of layout.entries()) {
        const packed = row[part] ?? 0;
        const known = unpacked.get(packed) ?? unpack(packed, example, fields);
        unpacked.set(packed, known);
        state[name] = known;
      }
      return state as S;
    },
  };
}

/** Different rows of whole numbers, by their content. A set of strings would take several times as long. */
function createRows(width: number) {
  const row = new Int32Array(width);
  let rows = new Int32Array(width * 1024);
  let slots = new Int32Array(4096).fill(-1);
  let count = 0;

  function grow(): void {
    const longer = new Int32Array(rows.length * 2);
    longer.set(rows);
    rows = longer;
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let id = 0; id < count; id++) slots[slotOf(rows.subarray(id * width, (id + 1) * width))] = id;
  }

  /** Where such a row is, or would be. */
  function slotOf(parts: Int32Array): number {
    let hash = 0;
    for (let part = 0; part < width; part++) {
      hash = Math.imul(hash ^ (parts[part] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== -1 && !isAt(slots[slot] ?? 0, parts)) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }

  function isAt(id: number, parts: Int32Array): boolean {
    for (let part = 0; part < width; part++) if (rows[id * width + part] !== parts[part]) return false;
    return true;
  }

  return {
    /** The row to write to, and to ask for. */
    row,
    take(id: number): void {
      for (let part = 0; part < width; part++) row[part] = rows[id * width + part] ?? 0;
    },
    /** The number of what is in `row`, which is the next one if it is new. */
    idOfRow(): number {
      const slot = slotOf(row);
      const known = slots[slot] ?? -1;
      if (known >= 0) return known;
      slots[slot] = count;
      rows.set(row, count * width);
      count++;
      if (count * width === rows.length) grow();
      return count - 1;
    },
  };
}

function pack(part: Part): number {
  let bits = 0;
  for (const field in part) bits = bits * 8 + (part[field] ?? 0);
  return bits;
}

function unpack(packed: number, example: Part, fields: readonly string[]): Part {
  // A copy first: so every part has its fields in one order, which the engine rewards.
  const part: Record<string, number> = { ...example };
  let shift = 3 * fields.length;
  for (const field of fields) {
    shift -= 3;
    part[field] = (packed >>> shift) & 7;
  }
  return part;
}
