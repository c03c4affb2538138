export type GroupedMap<Row> = {
  readonly size: number;
  get(id: string): Row | undefined;
  add(row: Row): void;
  delete(id: string): void;
  values(): Iterable<Row>;
  /** The rows of one group, in the order in which they were added. */
  group(key: string): Row[];
};

/** Rows by id, and by a second key that many rows share and that never changes. */
export function createGroupedMap<Row extends { id: string }>(keyOf: (row: Row) => string): GroupedMap<Row> {
  const rows = new Map<string, Row>();
  const groups = new Map<string, Map<string, Row>>();
  return {
    get size() {
      return rows.size;
    },
    get: (id) => rows.get(id),
    add(row) {
      rows.set(row.id, row);
      const group = groups.get(keyOf(row)) ?? new Map<string, Row>();
      groups.set(keyOf(row), group.set(row.id, row));
    },
    delete(id) {
      const row = rows.get(id);
      if (!row) return;
      rows.delete(id);
      const group = groups.get(keyOf(row));
      group?.delete(id);
      if (group?.size === 0) groups.delete(keyOf(row));
    },
    values: () => rows.values(),
    group: (key) => [...(groups.get(key)?.values() ?? [])],
  };
}
