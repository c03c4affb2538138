type Event = { at: number; order: number; run: () => Promise<void> };

export type Timeline = ReturnType<typeof createTimeline>;

/** What happens when, one thing after the other; the time is that of the last one. */
export function createTimeline(start: number) {
  const heap: Event[] = [];
  let [now, planned] = [start, 0];

  const isEarlier = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order);

  function swap(one: number, other: number): void {
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  }

  function rise(index: number): void {
    const parent = (index - 1) >> 1;
    const [child, above] = [heap[index], heap[parent]];
    if (index === 0 || !child || !above || !isEarlier(child, above)) return;
    swap(index, parent);
    rise(parent);
  }

  function sink(index: number): void {
    const earliest = [index, 2 * index + 1, 2 * index + 2].reduce((best, each) => {
      const [a, b] = [heap[each], heap[best]];
      return a && b && isEarlier(a, b) ? each : best;
    });
    if (earliest === index) return;
    swap(index, earliest);
    sink(earliest);
  }

  return {
    now: () => now,
    at(time: number, run: Event["run"]): void {
      heap.push({ at: Math.max(now, time), order: planned++, run });
      rise(heap.length - 1);
    },
    async run(): Promise<void> {
      for (let next = heap[0]; next; next = heap[0]) {
        swap(0, heap.length - 1);
        heap.pop();
        sink(0);
        now = next.at;
        await next.run();
      }
    },
  };
}
