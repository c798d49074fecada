import { defineRunner } from '../../../workers/runner';
import { loadSequenceClassifier } from '../../../workers/runtime/sequence-classifier';
import { assertFinite } from '../../../workers/text/assert-finite';
import { type Activation, scoresOf } from '../../../workers/text/label-scores';
import type {
  LabelScore,
  TextClassificationDetails,
  TextClassificationParameters,
  TextClassificationValue,
} from './task';

/** Texts, and characters with padding counted, in one forward pass: short texts go together, long ones stay small. */
const BATCH_TEXTS = 32;
const BATCH_CHARACTERS = 4000;

export default defineRunner({
  load: loadSequenceClassifier,

  async run(model, input: { text: string | string[] }, parameters: TextClassificationParameters, context) {
    const texts = Array.isArray(input.text) ? input.text : [input.text];
    const chosen = parameters.function_to_apply;
    const activation = isActivation(chosen) ? chosen : model.activation;
    const details: TextClassificationDetails = { texts: [], function_applied: activation };
    for (const part of batches(texts)) {
      await context.checkpoint();
      const batch = await model.classify(part);
      for (const [row, tokens] of batch.tokens.entries()) {
        const logits = batch.logits[row] ?? new Float32Array();
        assertFinite(logits);
        const labels = rank(model.labels, scoresOf(logits, activation));
        details.texts.push({ labels, tokens, truncated: batch.truncated[row] ?? false });
      }
      context.emit({ type: 'step', step: details.texts.length, total: texts.length, unit: 'text' });
    }
    const cut = details.texts.filter((text) => text.truncated).length;
    if (cut > 0) {
      context.notice({
        code: 'input-truncated',
        message: `${texts.length === 1 ? 'The text is' : `${cut} of ${texts.length} texts are`} longer than the model reads: only the first ${model.maxTokens} tokens counted.`,
      });
    }
    const read = details.texts.reduce((sum, text) => sum + text.tokens, 0);
    return {
      value: shape(details, parameters.top_k, Array.isArray(input.text)),
      details,
      tokens: { input: read, output: 0 },
    };
  },
});

/** Cuts a list into runs of neighbours, so that results come in the order of the texts. */
function* batches(texts: string[]): Generator<string[]> {
  let part: string[] = [];
  let longest = 0;
  for (const text of texts) {
    const width = Math.max(longest, text.length);
    if (part.length === BATCH_TEXTS || (part.length > 0 && width * (part.length + 1) > BATCH_CHARACTERS)) {
      yield part;
      part = [];
      longest = 0;
    }
    part.push(text);
    longest = Math.max(longest, text.length);
  }
  yield part;
}

const isActivation = (choice: string): choice is Activation =>
  choice === 'softmax' || choice === 'sigmoid' || choice === 'none';

const rank = (labels: string[], scores: number[]): LabelScore[] =>
  labels.map((label, index) => ({ label, score: scores[index] ?? 0 })).sort((a, b) => b.score - a.score);

/** As transformers.js: with top_k 1 a flat list over the texts; else a list for each text of a batch. */
function shape(details: TextClassificationDetails, topK: number | null, batched: boolean): TextClassificationValue {
  const kept = details.texts.map(({ labels }) => labels.slice(0, topK ?? labels.length));
  if (topK === 1) return kept.flat();
  return batched ? kept : (kept[0] ?? []);
}
