/**
 * The function with a memory: what was found for the last keys is not looked for again. When there are `limit` of them all are
 * forgotten, so that what strangers ask for does not grow without end.
 */
export function remember<Key, Found>(limit: number, find: (key: Key) => Found): (key: Key) => Found {
  const known = new Map<Key, { found: Found }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.found;
    if (known.size >= limit) known.clear();
    const found = find(key);
    known.set(key, { found });
    return found;
  };
}
