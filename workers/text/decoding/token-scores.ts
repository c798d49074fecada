import { logSumExp } from './softmax';
import { topCandidates } from './top-candidates';

export interface ScoredToken {
  id: number;
  /** Natural logarithm of the probability. */
  logprob: number;
}

/** One chosen token with what else was likely there, best first; the chosen one may be among them. */
export interface TokenScore extends ScoredToken {
  alternatives: ScoredToken[];
}

/** Alternatives reported for each token. */
const ALTERNATIVES = 5;

/** Stands for minus infinity, which JSON cannot say, where knobs ruled out every token and one was taken all the same. */
const RULED_OUT = -1e9;

/**
 * The probabilities that a token was chosen by: log-softmax of the scores after all processors, as transformers'
 * `compute_transition_scores(normalize_logits=True)` makes them from `output_scores`.
 */
export function scoreToken(scores: Float32Array, id: number): TokenScore {
  const total = logSumExp(scores);
  const scored = (token: number): ScoredToken => {
    const score = scores[token] ?? -Infinity;
    return { id: token, logprob: score === -Infinity ? RULED_OUT : score - total };
  };
  return { ...scored(id), alternatives: topCandidates(scores, ALTERNATIVES).map((token) => scored(token)) };
}
