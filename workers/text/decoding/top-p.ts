/**
 * Nucleus filter: keeps the smallest set of likeliest tokens whose probabilities add up to at least `topP` and sets
 * the other logits to -Infinity, in place. Follows transformers' TopPLogitsWarper (Holtzman et al. 2019): from the
 * least likely up, a token goes while the running sum is at most 1 - topP; the likeliest always stays. Among equal
 * logits at the edge the lower ids go first.
 * @param topP above 0; 1 keeps all
 * @param keep how many stay at least
 */
export function applyTopP(logits: Float32Array, topP: number, keep = 1): void {
  if (topP >= 1) return;
  const ascending = Float32Array.from(logits).sort();
  const gone = countBelow(ascending, 1 - topP, keep);
  const edge = ascending[gone] ?? -Infinity;
  let equalGone = gone - ascending.indexOf(edge);
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i] ?? 0;
    if (logit > edge) continue;
    if (logit < edge || equalGone-- > 0) logits[i] = -Infinity;
  }
}

/** How many of the lowest logits have probabilities that add up to at most `share`; `keep` are never counted. */
function countBelow(ascending: Float32Array, share: number, keep: number): number {
  const highest = ascending.at(-1) ?? 0;
  let sum = 0;
  for (let i = 0; i < ascending.length; i++) sum += Math.exp((ascending[i] ?? 0) - highest);
  let cumulative = 0;
  for (let i = 0; i < ascending.length - keep; i++) {
    cumulative += Math.exp((ascending[i] ?? 0) - highest) / sum;
    if (cumulative > share) return i;
  }
  return Math.max(0, ascending.length - keep);
}
