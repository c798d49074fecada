/** The place of a score among several rows of scores. */
export interface TopScore {
  row: number;
  index: number;
  /** In float32. */
  score: number;
}

/**
 * The indices of the `count` highest scores, best first, lower indices first among equals; -Infinity is none.
 */
export const topCandidates = (scores: Float32Array, count: number): number[] =>
  topScores([scores], [0], count).map(({ index }) => index);

/**
 * The `count` highest of all scores of several rows, best first; among equals earlier rows and lower indices first, and
 * -Infinity is none. One pass with a short sorted list, and nothing is written for the many others: quick for the few
 * candidates of beams and alternatives.
 * @param offsets what is added to the scores of each row; sums are rounded to float32
 */
export function topScores(rows: readonly Float32Array[], offsets: readonly number[], count: number): TopScore[] {
  const best: TopScore[] = [];
  let edge = -Infinity;
  for (const [row, scores] of rows.entries()) {
    const offset = offsets[row] ?? 0;
    for (let index = 0; index < scores.length; index++) {
      const sum = offset + (scores[index] ?? -Infinity);
      if (!(sum > edge)) continue;
      const score = Math.fround(sum);
      if (score <= edge) continue;
      let place = best.length;
      while (place > 0 && score > (best[place - 1]?.score ?? -Infinity)) place -= 1;
      best.splice(place, 0, { row, index, score });
      if (best.length > count) best.pop();
      if (best.length === count) edge = best[count - 1]?.score ?? -Infinity;
    }
  }
  return best;
}
