import { type Points, squaredDistance } from './points';

/**
 * Whether points that are neighbours in a map are neighbours in truth (Venna and Kaski 2001), as
 * scikit-learn's `trustworthiness`: 1 where all are, less the further away false neighbours truly are.
 * @param k neighbours that count; less than half of the points
 */
export function trustworthiness(points: Points, map: Points, k: number): number {
  const { count } = points;
  let penalty = 0;
  const rank = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    for (const [place, other] of byDistance(points, row).entries()) rank[other] = place + 1;
    for (const other of byDistance(map, row).subarray(0, k)) penalty += Math.max(0, (rank[other] as number) - k);
  }
  return 1 - (penalty * 2) / (count * k * (2 * count - 3 * k - 1));
}

/** All other points, nearest first. */
function byDistance(points: Points, row: number): Int32Array {
  const distances = Float64Array.from({ length: points.count }, (_, other) => squaredDistance(points, row, other));
  const others = new Int32Array(points.count - 1);
  for (let other = 0, at = 0; other < points.count; other++) if (other !== row) others[at++] = other;
  return others.sort((a, b) => (distances[a] as number) - (distances[b] as number));
}
