import { softmax } from '../decoding/softmax';

/** Which logits of a model of natural language inference mean what, as the Python pipeline finds it out. */
export interface EntailmentIds {
  entailment: number;
  contradiction: number;
}

/**
 * @param label2id of the model's configuration
 * @param labels how many labels it has
 */
export function entailmentIds(label2id: Readonly<Record<string, number>>, labels: number): EntailmentIds {
  const named = Object.entries(label2id).find(([label]) => label.toLowerCase().startsWith('entail'));
  // Python takes the last label where none is called entailment, and the first for contradiction unless it is that one.
  const entailment = named ? named[1] : labels - 1;
  return { entailment, contradiction: entailment === 0 ? labels - 1 : 0 };
}

/** Whether the configuration names an entailment label; otherwise the last one is taken. */
export const namesEntailment = (label2id: Readonly<Record<string, number>>): boolean =>
  Object.keys(label2id).some((label) => label.toLowerCase().startsWith('entail'));

/**
 * Scores of candidate labels.
 * @param logits for each candidate the model's logits of (text, hypothesis)
 * @param multiLabel each candidate alone (entailment against contradiction), or all against each other
 */
export function candidateScores(
  logits: readonly ArrayLike<number>[],
  { entailment, contradiction }: EntailmentIds,
  multiLabel: boolean,
): number[] {
  if (!multiLabel && logits.length > 1) {
    return Array.from(softmax(Float32Array.from(logits, (row) => row[entailment] ?? 0)));
  }
  return logits.map((row) => softmax(Float32Array.of(row[contradiction] ?? 0, row[entailment] ?? 0))[1] ?? 0);
}

/** Indexes by falling score; of equals the later one first, as in Python. */
export const ranked = (scores: readonly number[]): number[] =>
  scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || b - a);
