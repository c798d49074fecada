// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import type { StartedRun } from '../../run/batch';
import { DEFAULTS, fittingPerplexity, isInRange, loadChoices, saveChoices } from './map-settings';
import { embeddedOf, vectorTable } from './result-data';
import type { ScatterState } from './scatter-controller';
import { placeLabels } from './scatter-overlay';

beforeEach(() => localStorage.clear());

const item = (...vectors: number[]) => ({ vectors, tokens: 3 });
const stopped = (items: unknown[], columns?: Record<string, string[]>) =>
  ({
    status: 'cancelled',
    asked: {
      input: { text: ['one', 'two', 'three'] },
      sources: { text: { file: 'a.csv', column: 'text', ...(columns ? { columns } : {}) } },
    },
    partial: { items },
  }) as unknown as StartedRun;

it('takes what a stopped run has, with the columns beside it', () => {
  const embedded = embeddedOf(stopped([item(1, 2), item(3, 4)], { kind: ['a', 'b', 'c'], short: ['a'] }));
  expect(embedded).toMatchObject({ texts: ['one', 'two'], tokens: [3, 3], columns: { kind: ['a', 'b'] } });
  expect(embedded?.columns).not.toHaveProperty('short');
  expect(embedded && vectorTable(embedded)).toEqual({
    columns: ['text', 'kind', 'd0', 'd1'],
    rows: [
      ['one', 'a', 1, 2],
      ['two', 'b', 3, 4],
    ],
  });
});

it('has no map of nothing, nor of vectors of tokens', () => {
  expect(embeddedOf(stopped([]))).toBeNull();
  expect(embeddedOf(stopped([{ vectors: [[1, 2]], tokens: 1 }]))).toBeNull();
});

it('keeps how maps are made, and nothing that does not fit', () => {
  saveChoices({ ...DEFAULTS, method: 'umap', n_components: 3, min_dist: 0.5, perplexity: Number.NaN });
  expect(loadChoices()).toEqual({ ...DEFAULTS, method: 'umap', n_components: 3, min_dist: 0.5 });
  localStorage.setItem('loupe.embeddings.map', '{"method":"magic","n_iter":1,"seed":0.5}');
  expect(loadChoices()).toEqual(DEFAULTS);
  localStorage.setItem('loupe.embeddings.map', '[');
  expect(loadChoices()).toEqual(DEFAULTS);
});

it('knows the ranges, and a perplexity that fits', () => {
  expect(isInRange('learning_rate', null)).toBe(true);
  expect(isInRange('n_iter', null)).toBe(false);
  expect(isInRange('n_iter', 50.5)).toBe(false);
  expect(isInRange('min_dist', 0)).toBe(true);
  expect(fittingPerplexity(30, 1000)).toBe(30);
  expect(fittingPerplexity(30, 10)).toBe(3);
});

it('writes texts where they cover no other, those of the selection first', () => {
  const state = { texts: ['under', 'over', 'far'], selected: new Set([1]), width: 300, height: 100 };
  const screen = Float32Array.of(20, 50, 22, 52, 280, 50);
  const labels = placeLabels(state as unknown as ScatterState, [0, 1, 2], screen, (text) => text.length * 6);
  expect(labels.map(({ text }) => text)).toEqual(['over', 'far']);
  // At the edge it stands to the left of its point.
  expect(labels[1]?.x).toBeLessThan(280);
});
