/**
 * The indices of the `count` highest scores, best first, lower indices first among equals; -Infinity is none. One pass
 * with a short sorted list: quick for the few candidates of beams and alternatives.
 */
export function topCandidates(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  let edge = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? -Infinity;
    if (score <= edge) continue;
    let place = best.length;
    while (place > 0 && score > (scores[best[place - 1] ?? 0] ?? -Infinity)) place -= 1;
    best.splice(place, 0, i);
    if (best.length > count) best.pop();
    if (best.length === count) edge = scores[best[count - 1] ?? 0] ?? -Infinity;
  }
  return best;
}
