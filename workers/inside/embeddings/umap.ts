import { UMAP } from 'umap-js';
import { createRandom } from '../../text/decoding/random';
import type { Neighbours } from './neighbours';

export interface UmapOptions {
  n_components: 2 | 3;
  n_neighbors: number;
  min_dist: number;
  seed: number;
}

/** How many other points UMAP looks at: it counts the point itself among its neighbours. */
export const umapNeighbours = (n_neighbors: number, count: number): number => Math.min(n_neighbors, count - 1) - 1;

/**
 * UMAP (McInnes, Healy, Melville 2018) by umap-js, on neighbours that are exact. Yields after each epoch.
 * @param neighbours as many as {@link umapNeighbours} says
 */
export function* umap(
  neighbours: Neighbours,
  count: number,
  { n_components, n_neighbors, min_dist, seed }: UmapOptions,
): Generator<{ step: number; total: number; positions(): Float64Array }, Float64Array> {
  const library = new UMAP({
    nComponents: n_components,
    nNeighbors: Math.min(n_neighbors, count - 1),
    minDist: min_dist,
    random: createRandom(seed),
  });
  const { indices, distances } = withItself(neighbours, count);
  library.setPrecomputedKNN(indices, distances);
  // With neighbours given it reads no vector, only how many there are.
  const total = library.initializeFit(Array.from({ length: count }, () => []));
  const positions = () => Float64Array.from(library.getEmbedding().flat());
  for (let step = 1; step <= total; step++) {
    library.step();
    yield { step, total, positions };
  }
  return positions();
}

/** Each point is its own nearest neighbour, as in umap-learn. */
function withItself(
  { k, indices, distances }: Neighbours,
  count: number,
): { indices: number[][]; distances: number[][] } {
  const rowsOf = (numbers: Int32Array | Float64Array, first: (row: number) => number) =>
    Array.from({ length: count }, (_, row) => [first(row), ...numbers.subarray(row * k, (row + 1) * k)]);
  return { indices: rowsOf(indices, (row) => row), distances: rowsOf(distances, () => 0) };
}
