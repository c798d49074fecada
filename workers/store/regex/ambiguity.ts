import { loopsOf } from './loops';
import type { Positions } from './positions';

/** Steps that the search may take; patterns that need more are too complicated to be trusted. */
const MAX_STEPS = 2_000_000;

class Budget {
  #left = MAX_STEPS;
  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new RangeError('it is too complicated');
  }
}

/**
 * How the time of a backtracking matcher can grow with the text, by the ambiguity of the pattern's automaton (Weber and
 * Seidl, 'On the degree of ambiguity of finite automata', 1991; Weideman et al., 'Analyzing matching time behavior of
 * backtracking regular expression matchers by using ambiguity of NFA', 2016).
 * @returns Infinity where a loop can read one text in two ways (the time doubles with each round); else the largest
 *   number of loops in a row that can divide one text among them (the time is a power of its length)
 * @throws RangeError where the search takes too long
 */
export function degreeOfAmbiguity(positions: Positions): number {
  const budget = new Budget();
  const loops = loopsOf(positions);
  if (loops.some((loop) => isAmbiguous(positions, loop, budget))) return Number.POSITIVE_INFINITY;
  const longest: number[] = [];
  for (const [at, loop] of loops.entries()) {
    const before = loops
      .slice(0, at)
      .map((other, index) => (share(positions, other, loop, budget) ? (longest[index] ?? 0) : 0));
    longest.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...longest);
}

/** EDA: from a position two different ways over the same text lead back to it, and one of them may have been in vain. */
function isAmbiguous(positions: Positions, loop: readonly number[], budget: Budget): boolean {
  const { bits, follow, doubled, accepting } = positions;
  if (loop.every((at) => accepting.has(at))) return false;
  const inside = new Set(loop);
  const next = (from: number) => [...(follow[from] ?? [])].filter((to) => inside.has(to));
  if (loop.some((from) => next(from).some((to) => doubled.has(`${from},${to}`)))) return true;
  const queue = loop.map((at) => [at, at] as const);
  const seen = new Set<number>();
  for (const [left, right] of queue) {
    for (const toLeft of next(left)) {
      for (const toRight of next(right)) {
        budget.spend();
        if (((bits[toLeft] ?? 0n) & (bits[toRight] ?? 0n)) === 0n) continue;
        // Two ways that parted have met again.
        if (toLeft === toRight && left !== right) return true;
        const key = toLeft * bits.length + toRight;
        if (toLeft === toRight || seen.has(key)) continue;
        seen.add(key);
        queue.push([toLeft, toRight]);
      }
    }
  }
  return false;
}

/** IDA: some text can be read by the first loop, by the second, and on the way from one to the other. */
function share(positions: Positions, first: readonly number[], second: readonly number[], budget: Budget): boolean {
  return first.some((from) => second.some((to) => canDivide(positions, from, to, first, second, budget)));
}

function canDivide(
  { bits, follow }: Positions,
  from: number,
  to: number,
  first: readonly number[],
  second: readonly number[],
  budget: Budget,
): boolean {
  const inFirst = new Set(first);
  const inSecond = new Set(second);
  const count = bits.length;
  const start: readonly [number, number, number] = [from, from, to];
  const queue = [start];
  const seen = new Set<number>();
  for (const [staying, going, arrived] of queue) {
    for (const nextStaying of follow[staying] ?? []) {
      if (!inFirst.has(nextStaying)) continue;
      for (const nextArrived of follow[arrived] ?? []) {
        const both = (bits[nextStaying] ?? 0n) & (bits[nextArrived] ?? 0n);
        if (both === 0n || !inSecond.has(nextArrived)) continue;
        for (const nextGoing of follow[going] ?? []) {
          budget.spend();
          if ((both & (bits[nextGoing] ?? 0n)) === 0n) continue;
          if (nextStaying === from && nextGoing === to && nextArrived === to) return true;
          const key = (nextStaying * count + nextGoing) * count + nextArrived;
          if (seen.has(key)) continue;
          seen.add(key);
          queue.push([nextStaying, nextGoing, nextArrived]);
        }
      }
    }
  }
  return false;
}
