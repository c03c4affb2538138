/**
 * Calls back with every order in which the steps of several actors can follow each other; each actor's own stay in order.
 *
 * @param lengths how many steps each actor has
 * @param visit is given the actor of each step; the array is reused
 * @returns how many orders there are
 */
export function everyInterleaving(
  lengths: readonly number[],
  visit: (order: readonly number[]) => void,
): number {
  const left = [...lengths];
  const order: number[] = [];
  const total = left.reduce((sum, each) => sum + each, 0);
  let count = 0;

  function extend(): void {
    if (order.length === total) {
      count += 1;
      visit(order);
      return;
    }
    left.forEach((steps, actor) => {
      if (steps === 0) return;
      left[actor] = steps - 1;
      order.push(actor);
      extend();
      order.pop();
      left[actor] = steps;
    });
  }

  extend();
  return count;
}
