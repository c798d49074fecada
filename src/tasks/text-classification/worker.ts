import { defineRunner } from '../../../workers/runner';
import { loadSequenceClassifier } from '../../../workers/runtime/sequence-classifier';
import { workThrough } from '../../../workers/text/batches';
import { scoresOf } from '../../../workers/text/label-scores';
import type {
  LabelScore,
  TextClassificationDetails,
  TextClassificationParameters,
  TextClassificationValue,
} from './task';

export default defineRunner({
  load: loadSequenceClassifier,

  async run(model, input: { text: string | string[] }, parameters: TextClassificationParameters, context) {
    const texts = Array.isArray(input.text) ? input.text : [input.text];
    const chosen = parameters.function_to_apply;
    const activation = chosen === 'default' ? model.activation : chosen;
    const classify = async (part: string[]) => {
      const classified = await model.classify(part, context);
      return classified.map(({ logits, ...rest }) => ({
        labels: rank(model.labels, scoresOf(logits, activation)),
        ...rest,
      }));
    };
    const details: TextClassificationDetails = {
      texts: await workThrough(texts, context, classify, (text) => text.length),
      function_applied: activation,
    };
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

const rank = (labels: string[], scores: number[]): LabelScore[] =>
  labels.map((label, index) => ({ label, score: scores[index] ?? 0 })).sort((a, b) => b.score - a.score);

/** As transformers.js: with top_k 1 a flat list over the texts; else a list for each text of a batch. */
function shape(details: TextClassificationDetails, topK: number | null, batched: boolean): TextClassificationValue {
  const kept = details.texts.map(({ labels }) => labels.slice(0, topK ?? labels.length));
  if (topK === 1) return kept.flat();
  return batched ? kept : (kept[0] ?? []);
}
