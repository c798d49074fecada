export interface ScoredToken {
  id: number;
  score: number;
}

/**
 * The best tokens, best first; of equals the one with the lower id.
 * @param among only these ids, where given
 */
export function topTokens(probabilities: Float64Array, count: number, among: readonly number[] | null): ScoredToken[] {
  const best: ScoredToken[] = [];
  const consider = (id: number) => {
    const score = probabilities[id] ?? 0;
    if (best.length === count && score <= (best.at(-1)?.score ?? 0)) return;
    let place = best.length;
    while (place > 0 && (best[place - 1]?.score ?? 0) < score) place -= 1;
    best.splice(place, 0, { id, score });
    if (best.length > count) best.pop();
  };
  if (among) for (const id of among.toSorted((a, b) => a - b)) consider(id);
  else for (let id = 0; id < probabilities.length; id++) consider(id);
  return best;
}
