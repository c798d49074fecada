import { describe, expect, it } from 'vitest';
import golden from './goldens/embeddings-map.json';
import { kMeans } from './k-means';
import { nearestNeighbours } from './neighbours';
import { pointsOf, squaredDistance } from './points';
import { normalized, pool } from './pooling';
import { principalComponents } from './principal-components';
import { blobs, few } from './test-points';
import { trustworthiness } from './trustworthiness';

const points = blobs();

/** Drives a generator to its end. */
function resultOf<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

it('has the points that Python had', () => {
  const sum = (points.values as Float32Array).reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(golden.checksum, 6);
});

describe('principal components', () => {
  it.each([
    ['more points than dimensions', points, golden.pca.blobs],
    ['fewer points than dimensions', few(), golden.pca.few],
  ])('equal numpy with %s', (_, given, expected) => {
    const found = principalComponents(given, 3);
    for (const [k, ratio] of expected.explained_variance_ratio.entries()) {
      expect(found.explained_variance_ratio[k]).toBeCloseTo(ratio, 5);
    }
    for (const [k, value] of expected.components.flat().entries()) expect(found.components[k]).toBeCloseTo(value, 4);
    for (const [k, value] of expected.positions.flat().entries()) {
      expect(Math.abs((found.positions[k] ?? 0) - value)).toBeLessThan(1e-4);
    }
  });

  it('leaves axes empty that the points do not have', () => {
    const line = pointsOf(Float32Array.of(1, 2, 3, 4), 1);
    expect([...principalComponents(line, 2).positions]).toEqual([-1.5, 0, -0.5, 0, 0.5, 0, 1.5, 0]);
    const same = pointsOf(new Float32Array(12).fill(2), 3);
    expect([...principalComponents(same, 2).positions].every((value) => value === 0)).toBe(true);
  });
});

it('finds the same neighbours as sorting all distances', () => {
  const { indices, distances } = resultOf(nearestNeighbours(points, 7));
  for (const row of [0, 1, 500, 999]) {
    const others = Array.from({ length: points.count }, (_, other) => other).filter((other) => other !== row);
    others.sort((a, b) => squaredDistance(points, row, a) - squaredDistance(points, row, b));
    expect([...indices.subarray(row * 7, row * 7 + 7)]).toEqual(others.slice(0, 7));
    expect(distances[row * 7] ?? 0).toBeCloseTo(Math.sqrt(squaredDistance(points, row, others[0] ?? 0)), 4);
  }
});

it('judges a map as scikit-learn does', () => {
  const { positions } = principalComponents(points, 2);
  const kept = trustworthiness(points, pointsOf(positions, 2), golden.neighbours);
  expect(kept).toBeCloseTo(golden.trustworthiness_of_pca, 4);
  expect(trustworthiness(points, points, 5)).toBe(1);
});

describe('k-means', () => {
  it('clusters as tightly as scikit-learn, and the same way for the same seed', () => {
    const { n_clusters, inertia } = golden.k_means;
    const found = kMeans(points, n_clusters, 3);
    expect(found.inertia).toBeLessThan(inertia * 1.01);
    expect(kMeans(points, n_clusters, 3).labels).toEqual(found.labels);
  });

  it('numbers clusters by size, and takes as many as there are points', () => {
    const sizes = [0, 0, 0];
    for (const label of kMeans(points, 3, 1).labels) sizes[label] = (sizes[label] ?? 0) + 1;
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(new Set(kMeans(few(), 9, 1).labels).size).toBe(9);
  });
});

describe('pooling', () => {
  const states = Float32Array.of(1, 2, 3, 4, 100, 100);

  it('averages the tokens and not the padding', () => {
    expect([...pool(states, 2, 3, 'mean')]).toEqual([2, 3]);
    expect([...pool(states, 2, 3, 'cls')]).toEqual([1, 2]);
  });

  it('makes vectors of length 1, of nothing none', () => {
    expect([...normalized(Float32Array.of(3, 4))].map((value) => value.toFixed(3))).toEqual(['0.600', '0.800']);
    expect([...normalized(Float32Array.of(0, 0))]).toEqual([0, 0]);
  });
});
