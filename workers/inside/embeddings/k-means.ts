import { createRandom } from '../../text/decoding/random';
import { type Points, pointsOf } from './points';

export interface Clusters {
  /** The cluster of each point, from 0; the largest cluster comes first. */
  labels: Int32Array;
  /** The sum of squared distances to the centres. */
  inertia: number;
}

const STARTS = 4;
/** Multiplications in one round; where there are more, one start must do. */
const MUCH = 20e6;
const MOST_ROUNDS = 100;

/**
 * Lloyd's k-means, from k-means++ centres (Arthur and Vassilvitskii 2007); the best of several starts.
 * @param n_clusters from 1 to the number of points
 */
export function kMeans(points: Points, n_clusters: number, seed: number): Clusters {
  let best: Clusters | null = null;
  const starts = points.values.length * n_clusters > MUCH ? 1 : STARTS;
  for (let start = 0; start < starts; start++) {
    const found = lloyd(points, firstCentres(points, n_clusters, createRandom(seed, start)));
    if (!best || found.inertia < best.inertia) best = found;
  }
  return bySize(best ?? { labels: new Int32Array(points.count), inertia: 0 }, n_clusters);
}

/** Each next centre is a point, drawn with a chance that grows with the square of its distance to those before. */
function firstCentres({ values, count, dimensions }: Points, n_clusters: number, random: () => number): Points {
  const centres = pointsOf(new Float64Array(n_clusters * dimensions), dimensions);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(random() * count);
  for (let centre = 0; centre < n_clusters; centre++) {
    centres.values.set(values.subarray(chosen * dimensions, (chosen + 1) * dimensions), centre * dimensions);
    let sum = 0;
    for (let row = 0; row < count; row++) {
      nearest[row] = Math.min(nearest[row] as number, between(values, row, centres.values, centre, dimensions));
      sum += nearest[row] as number;
    }
    let left = random() * sum;
    for (chosen = 0; chosen < count - 1; chosen++) {
      left -= nearest[chosen] as number;
      if (left < 0) break;
    }
  }
  return centres;
}

function lloyd(points: Points, centres: Points): Clusters {
  const labels = new Int32Array(points.count).fill(-1);
  let inertia = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { changed, sum } = assign(points, centres, labels);
    inertia = sum;
    if (changed === 0) break;
    moveCentres(points, centres, labels);
  }
  return { labels, inertia };
}

function assign(points: Points, centres: Points, labels: Int32Array): { changed: number; sum: number } {
  let changed = 0;
  let sum = 0;
  for (let row = 0; row < points.count; row++) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let centre = 0; centre < centres.count; centre++) {
      const distance = between(points.values, row, centres.values, centre, points.dimensions);
      if (distance < least) {
        least = distance;
        best = centre;
      }
    }
    if (labels[row] !== best) changed += 1;
    labels[row] = best;
    sum += least;
  }
  return { changed, sum };
}

/** To the mean of their points; a centre without points stays. */
function moveCentres({ values, count, dimensions }: Points, centres: Points, labels: Int32Array): void {
  const sums = new Float64Array(centres.values.length);
  const sizes = new Int32Array(centres.count);
  for (let row = 0; row < count; row++) {
    const centre = labels[row] as number;
    sizes[centre] = (sizes[centre] as number) + 1;
    for (let i = 0; i < dimensions; i++) {
      const at = centre * dimensions + i;
      sums[at] = (sums[at] as number) + (values[row * dimensions + i] as number);
    }
  }
  for (let at = 0; at < sums.length; at++) {
    const size = sizes[Math.floor(at / dimensions)] as number;
    if (size > 0) centres.values[at] = (sums[at] as number) / size;
  }
}

/** Numbers clusters by their size, so that colours do not change with the start. */
function bySize({ labels, inertia }: Clusters, n_clusters: number): Clusters {
  const sizes = new Int32Array(n_clusters);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const order = Array.from({ length: n_clusters }, (_, i) => i).sort(
    (a, b) => (sizes[b] as number) - (sizes[a] as number),
  );
  const places = new Int32Array(n_clusters);
  for (const [place, label] of order.entries()) places[label] = place;
  return { labels: labels.map((label) => places[label] as number), inertia };
}

function between(a: Points['values'], row: number, b: Points['values'], other: number, dimensions: number): number {
  let sum = 0;
  for (let i = row * dimensions, j = other * dimensions, end = i + dimensions; i < end; i++, j++) {
    const difference = (a[i] as number) - (b[j] as number);
    sum += difference * difference;
  }
  return sum;
}
