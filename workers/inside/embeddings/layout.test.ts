import { describe, expect, it } from 'vitest';
import type { MapSettings } from '../../../src/contract/embeddings-map';
import golden from './goldens/embeddings-map.json';
import { type LayoutMoment, layOut, layoutProblem } from './layout';
import { pointsOf } from './points';
import { blobs } from './test-points';
import { trustworthiness } from './trustworthiness';

const SETTINGS: MapSettings = {
  method: 'tsne',
  n_components: 2,
  perplexity: 30,
  learning_rate: null,
  n_iter: 1000,
  n_neighbors: 15,
  min_dist: 0.1,
  seed: 1,
};

function run(points: ReturnType<typeof blobs>, settings: MapSettings) {
  const moments: LayoutMoment[] = [];
  const steps = layOut(points, settings);
  for (;;) {
    const next = steps.next();
    if (next.done) return { ...next.value, moments };
    moments.push(next.value);
  }
}

describe('t-SNE keeps neighbours as well as scikit-learn', () => {
  const points = blobs();
  it.each(golden.tsne)(
    'in $n_components dimensions',
    ({ n_components, perplexity, runs }) => {
      const settings = { ...SETTINGS, n_components: n_components as 2 | 3, perplexity };
      const { positions, kl_divergence, moments } = run(points, settings);
      const kept = trustworthiness(points, pointsOf(positions, n_components), golden.neighbours);
      const theirs = runs.map((one) => one.trustworthiness);
      expect(kept).toBeGreaterThan(Math.min(...theirs) - 0.02);
      expect(kept).toBeLessThan(Math.max(...theirs) + 0.02);
      // What it minimises ends where theirs does, too.
      expect(Math.abs((kl_divergence ?? 9) - (runs[0]?.kl_divergence ?? 0))).toBeLessThan(0.05);
      expect(moments.at(-1)?.step).toBe(1000);
    },
    120_000,
  );
});

describe('layouts', () => {
  const points = blobs(150);

  it.each(['tsne', 'umap'] as const)('%s is the same again for the same seed, and another for another', (method) => {
    const settings = { ...SETTINGS, method, n_iter: 60 };
    const { positions } = run(points, settings);
    expect(positions.length).toBe(300);
    expect(positions.every(Number.isFinite)).toBe(true);
    expect(run(points, settings).positions).toEqual(positions);
    expect(run(points, { ...settings, seed: 2 }).positions).not.toEqual(positions);
  });

  it('UMAP keeps neighbours, in two dimensions and in three', () => {
    for (const n_components of [2, 3] as const) {
      const { positions, moments } = run(points, { ...SETTINGS, method: 'umap', n_components });
      expect(trustworthiness(points, pointsOf(positions, n_components), 12)).toBeGreaterThan(0.85);
      expect(moments.filter(({ phase }) => phase === 'layout')).toHaveLength(500);
    }
  });

  it('tears apart points at the same place, and survives them', () => {
    const doubles = pointsOf(new Float32Array(40).fill(1), 2);
    for (const method of ['tsne', 'umap', 'pca'] as const) {
      const { positions } = run(doubles, { ...SETTINGS, method, perplexity: 5, n_iter: 50 });
      expect(positions.every(Number.isFinite)).toBe(true);
    }
  });

  it('says what to do where settings do not fit the points', () => {
    expect(layoutProblem(2, SETTINGS)).toMatch(/three texts/);
    expect(layoutProblem(20, SETTINGS)).toMatch(/perplexity must be less than .* 20\. Set it to 6/);
    expect(layoutProblem(20, { ...SETTINGS, perplexity: 6 })).toBeNull();
    expect(() => run(blobs(12), SETTINGS)).toThrow(/perplexity/);
  });
});
