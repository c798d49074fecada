import { describe, expect, it } from 'vitest';
import { buildPermalink, parseHash, parsePermalink } from '../../lib/permalink';
import {
  BY_CLUSTERS,
  choicesOf,
  colourChoices,
  colourOf,
  columnOf,
  DEFAULTS,
  fittingPerplexity,
  isInRange,
  type MapChoices,
  NO_COLOUR,
  unfitOf,
  viewOf,
} from './map-settings';
import { task } from './task';

const opened = (link: string) => parsePermalink(task, parseHash(link)?.query ?? new URLSearchParams());

const CHOSEN: MapChoices = {
  method: 'tsne',
  n_components: 3,
  perplexity: 12,
  learning_rate: 250,
  n_iter: 500,
  n_neighbors: 5,
  min_dist: 0.25,
  seed: 2 ** 32 - 1,
  n_clusters: 7,
};

describe('how a map is made', () => {
  it.each([CHOSEN, DEFAULTS])('goes through a link', (choices) => {
    const link = buildPermalink(task, { input: { text: ['a', 'b'] }, parameters: {}, view: viewOf(choices) });
    const { state, ignored } = opened(link);
    expect(ignored).toEqual([]);
    expect(choicesOf(state.view ?? {})).toEqual(choices);
  });

  it('has its default where a link says something that does not fit', () => {
    const { state, ignored } = opened(
      '#/embeddings?view.method=magic&view.n_components=4&view.perplexity=0&view.learning_rate=fast&view.n_iter=50.5&view.min_dist=&view.seed=-1&view.n_clusters=1e9&view.__proto__=1&view.toString=1&view.=2&view.tool=lasso',
    );
    expect(choicesOf(state.view ?? {})).toEqual(DEFAULTS);
    expect(ignored).toEqual(['view.__proto__', 'view.toString', 'view.', 'view.tool']);
  });

  it('keeps a number that does not fit out of links', () => {
    const typed = { ...CHOSEN, n_iter: 20, perplexity: Number.NaN };
    expect(unfitOf(typed)).toEqual({ n_iter: 20, perplexity: Number.NaN });
    expect(Object.keys(viewOf(typed))).toEqual(Object.keys(CHOSEN).filter((name) => !(name in unfitOf(typed))));
  });
});

it('knows the ranges, and a perplexity that fits', () => {
  expect(isInRange('learning_rate', null)).toBe(true);
  expect(isInRange('n_iter', null)).toBe(false);
  expect(isInRange('n_iter', 50.5)).toBe(false);
  expect(isInRange('min_dist', 0)).toBe(true);
  expect(fittingPerplexity(30, 1000)).toBe(30);
  expect(fittingPerplexity(30, 10)).toBe(3);
});

it('colours by what is there, and by the first column where nothing else was chosen', () => {
  const columns = { kind: ['a', 'b'], clusters: ['x', 'y'] };
  expect(colourChoices(columns)).toEqual([NO_COLOUR, BY_CLUSTERS, 'column kind', 'column clusters']);
  expect(colourOf({}, columns)).toBe('column kind');
  expect(colourOf({}, {})).toBe(NO_COLOUR);
  expect(colourOf({ colour_by: NO_COLOUR }, columns)).toBe(NO_COLOUR);
  expect(colourOf({ colour_by: 'column size' }, columns)).toBe('column kind');
  expect(columnOf('column clusters', columns)).toEqual(['x', 'y']);
  expect(columnOf(BY_CLUSTERS, columns)).toBeUndefined();
});
