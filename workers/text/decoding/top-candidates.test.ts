import { expect, it } from 'vitest';
import { createRandom } from './random';
import { topCandidates } from './top-candidates';

it('finds what sorting finds, lower indices first among equals, and leaves out what is ruled out', () => {
  const random = createRandom(1);
  for (let round = 0; round < 200; round++) {
    const scores = Float32Array.from({ length: 1 + Math.floor(random() * 40) }, () => {
      const value = Math.floor(random() * 12);
      return value === 0 ? -Infinity : value;
    });
    const count = 1 + Math.floor(random() * 12);
    const sorted = [...scores.keys()]
      .filter((index) => scores[index] !== -Infinity)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    expect(topCandidates(scores, count)).toEqual(sorted.slice(0, count));
  }
});
