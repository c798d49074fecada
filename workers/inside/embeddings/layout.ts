import type { MapFacts, MapSettings } from '../../../src/contract/embeddings-map';
import { createRandom } from '../../text/decoding/random';
import { type Neighbours, nearestNeighbours } from './neighbours';
import { type Points, pointsOf } from './points';
import { principalComponents } from './principal-components';
import { trustworthiness } from './trustworthiness';
import { tsne, tsneNeighbours } from './tsne/tsne';
import { umap, umapNeighbours } from './umap';

/** A moment of a layout. `positions` are those so far, where there are any. */
export interface LayoutMoment {
  phase: 'neighbours' | 'layout';
  step: number;
  total: number;
  positions: (() => Float64Array | Float32Array) | null;
}

type Layout = Generator<LayoutMoment, Omit<MapFacts, 'trustworthiness'> & { positions: Float64Array | Float32Array }>;

/** Comparing each point with each, sorted, takes seconds beyond this. */
const JUDGED = 2000;
const JUDGED_NEIGHBOURS = 12;

/**
 * Lays points out, moment by moment: whoever drives it may stop after any of them.
 * @throws Error that says what to do, for settings that do not fit the number of points
 */
export function* layOut(points: Points, settings: MapSettings): Layout {
  const problem = layoutProblem(points.count, settings);
  if (problem) throw new Error(problem);
  switch (settings.method) {
    case 'pca': {
      const { positions, explained_variance_ratio } = principalComponents(points, settings.n_components);
      yield { phase: 'layout', step: 1, total: 1, positions: () => positions };
      return { positions, explained_variance_ratio };
    }
    case 'tsne':
      return yield* withTsne(points, settings);
    case 'umap':
      return yield* withUmap(points, settings);
    default:
      return settings.method satisfies never;
  }
}

/** What is wrong with settings for so many points, in words; null where nothing is. */
export function layoutProblem(count: number, { method, perplexity }: MapSettings): string | null {
  if (count < 3) return 'A map needs at least three texts. Add some.';
  if (method === 'tsne' && perplexity >= count) {
    return `The perplexity must be less than the number of texts, which is ${count}. Set it to ${Math.max(1, Math.floor((count - 1) / 3))} or so.`;
  }
  return method === 'umap' && count < 4 ? 'UMAP needs at least four texts. Add some, or choose PCA.' : null;
}

function* withTsne(points: Points, settings: MapSettings): Layout {
  const neighbours = yield* found(points, tsneNeighbours(settings.perplexity, points.count));
  const { positions: initial } = principalComponents(points, settings.n_components);
  const steps = tsne(neighbours, jittered(initial, settings.seed), settings);
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done) return { positions: next.value.positions, kl_divergence: next.value.kl_divergence };
    const { step, positions } = next.value;
    yield { phase: 'layout', step, total: settings.n_iter, positions: () => positions };
  }
}

/** A little noise, by the seed: points at the same place would stay together for ever. */
function jittered(positions: Float32Array, seed: number): Float64Array {
  const random = createRandom(seed);
  const size = positions.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return Float64Array.from(positions, (value) => value + (random() - 0.5) * 0.01 * size);
}

function* withUmap(points: Points, settings: MapSettings): Layout {
  const neighbours = yield* found(points, umapNeighbours(settings.n_neighbors, points.count));
  const steps = umap(neighbours, points.count, settings);
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done) return { positions: next.value };
    yield { phase: 'layout', ...next.value };
  }
}

function* found(points: Points, k: number): Generator<LayoutMoment, Neighbours> {
  const search = nearestNeighbours(points, k);
  for (let next = search.next(); ; next = search.next()) {
    if (next.done) return next.value;
    yield { phase: 'neighbours', step: Math.round(next.value * 100), total: 100, positions: null };
  }
}

/** How well a finished map keeps neighbours; null where it would take too long to say. */
export function judge(points: Points, positions: Float64Array | Float32Array, dimensions: number): number | null {
  const { count } = points;
  if (count > JUDGED || count < 4) return null;
  const k = Math.min(JUDGED_NEIGHBOURS, Math.floor((count - 1) / 2));
  return trustworthiness(points, pointsOf(positions, dimensions), k);
}
