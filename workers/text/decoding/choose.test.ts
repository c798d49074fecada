import { describe, expect, it } from 'vitest';
import { argmax, draw, drawSeveral } from './choose';
import { createRandom } from './random';

describe('argmax', () => {
  it('finds the highest, the first among equals', () => {
    expect(argmax(Float32Array.of(-3, 5, 5, 1))).toBe(1);
    expect(argmax(Float32Array.of(-Infinity, -2))).toBe(1);
  });
});

describe('draw', () => {
  it('draws each id as often as its probability says', () => {
    const probabilities = [0.5, 0.3, 0.15, 0.05];
    const logits = Float32Array.from(probabilities, Math.log);
    const random = createRandom(11);
    const draws = 40_000;
    const counts = probabilities.map(() => 0);
    for (let i = 0; i < draws; i++) {
      const id = draw(logits, random);
      counts[id] = (counts[id] ?? 0) + 1;
    }
    // Pearson's chi-squared, 3 degrees of freedom: above 16.3 once in a thousand for a sound sampler.
    const chiSquared = probabilities.reduce(
      (sum, p, id) => sum + ((counts[id] ?? 0) - draws * p) ** 2 / (draws * p),
      0,
    );
    expect(chiSquared).toBeLessThan(16.3);
  });

  it('never draws what was filtered out, at either end of the random numbers', () => {
    const logits = Float32Array.of(-Infinity, 0, -Infinity, 0, -Infinity);
    expect(draw(logits, () => 0)).toBe(1);
    expect(draw(logits, () => 1 - 2 ** -32)).toBe(3);
  });
});

describe('drawSeveral', () => {
  const probabilities = [0.5, 0.3, 0.15, 0.05];
  const logits = Float32Array.from(probabilities, Math.log);

  it('draws pairs as often as one draw after the other without putting back says', () => {
    const random = createRandom(12);
    const draws = 40_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const pair = drawSeveral(logits, 2, random).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    let chiSquared = 0;
    for (const [first, p] of probabilities.entries()) {
      for (const [second, q] of probabilities.entries()) {
        const expected = (draws * p * q) / (1 - p);
        if (first !== second) chiSquared += ((counts.get(`${first},${second}`) ?? 0) - expected) ** 2 / expected;
      }
    }
    expect(counts.size).toBe(12);
    // 11 degrees of freedom: above 31.3 once in a thousand.
    expect(chiSquared).toBeLessThan(31.3);
  });

  it('draws each id once, and no more ids than are possible', () => {
    const random = createRandom(3);
    expect(drawSeveral(logits, 9, random).sort()).toEqual([0, 1, 2, 3]);
    expect(drawSeveral(Float32Array.of(-Infinity, 2, -Infinity), 2, random)).toEqual([1]);
    expect(drawSeveral(Float32Array.of(-Infinity, -Infinity), 2, random)).toEqual([]);
  });
});

describe('createRandom', () => {
  it('repeats for a seed and differs for another seed or stream', () => {
    const take = (seed: number, stream?: number) => {
      const random = createRandom(seed, stream);
      return Array.from({ length: 8 }, random);
    };
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
    expect(take(1, 0)).not.toEqual(take(1, 1));
    expect(take(0).every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it('fills [0, 1) evenly, for close seeds too', () => {
    const bins = new Array<number>(16).fill(0);
    for (let seed = 0; seed < 4000; seed++) {
      const bin = Math.floor(createRandom(seed)() * 16);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquared = bins.reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
    // 15 degrees of freedom: above 37.7 once in a thousand.
    expect(chiSquared).toBeLessThan(37.7);
  });
});
