import { inputFailure } from '../../../workers/input-failure';
import { defineRunner } from '../../../workers/runner';
import { type EntailmentModel, loadEntailmentModel } from '../../../workers/runtime/entailment-model';
import { workThrough } from '../../../workers/text/batches';
import { buildRow, type Row, specialCount, whole } from '../../../workers/text/encoding/rows';
import { runRows } from '../../../workers/text/encoding/run-rows';
import type { TextEncoding } from '../../../workers/text/offsets/text-encoder';
import { candidateScores, ranked } from '../../../workers/text/zero-shot/entailment';
import type { ZeroShotDetails, ZeroShotParameters, ZeroShotResult, ZeroShotText, ZeroShotValue } from './task';

interface Input {
  text: string | string[];
  candidate_labels: string[];
}

interface Hypothesis {
  label: string;
  text: string;
  encoding: TextEncoding;
}

export default defineRunner({
  load: loadEntailmentModel,

  async run(model, input: Input, { hypothesis_template: template, multi_label }: ZeroShotParameters, context) {
    const batched = Array.isArray(input.text);
    const texts = batched ? (input.text as string[]) : [input.text as string];
    const hypotheses = input.candidate_labels.map((label): Hypothesis => {
      const text = template.replaceAll('{}', () => label);
      return { label, text, encoding: model.tokenizer.encode(text) };
    });
    const longest = Math.max(...hypotheses.map(({ text }) => text.length));
    /** All labels of a text, and several texts where they are short, go through the model together. */
    const classify = async (part: string[]): Promise<ZeroShotText[]> => {
      const pairs = part.map((text) => pairsOf(model, text, hypotheses));
      const outputs = await runRows(
        model,
        pairs.flatMap(({ rows }) => rows),
        context,
      );
      return pairs.map(({ rows, truncated }, index) => {
        const logits = outputs
          .slice(index * hypotheses.length, (index + 1) * hypotheses.length)
          .map((output) => Array.from(output.logits ?? []));
        const scores = candidateScores(logits, model.ids, multi_label);
        const labels = ranked(scores).map((place) => ({
          label: hypotheses[place]?.label ?? '',
          score: scores[place] ?? 0,
          hypothesis: hypotheses[place]?.text ?? '',
          logits: logits[place] ?? [],
        }));
        return { labels, truncated, tokens: rows.reduce((sum, { ids }) => sum + ids.length, 0) };
      });
    };
    if (!model.named) {
      context.notice({
        code: 'entailment-guessed',
        message: `The model names no label “entailment”: its last one, ${model.labels.at(-1)}, is taken for it.`,
      });
    }
    const details: ZeroShotDetails = {
      texts: await workThrough(texts, context, classify, (text) => (text.length + longest) * hypotheses.length),
      model_labels: model.labels,
      ...model.ids,
    };
    const cut = details.texts.filter(({ truncated }) => truncated).length;
    if (cut > 0) {
      context.notice({
        code: 'input-truncated',
        message: `${texts.length === 1 ? 'The text is' : `${cut} of ${texts.length} texts are`} longer than the model reads (${model.maxTokens} tokens with the label): the rest did not count.`,
      });
    }
    const results = details.texts.map((result, index) => shape(texts[index] ?? '', result));
    return {
      value: (batched ? results : results[0]) as ZeroShotValue,
      details,
      tokens: { input: details.texts.reduce((sum, { tokens }) => sum + tokens, 0), output: 0 },
    };
  },
});

/** The text beside each hypothesis; the text alone is cut where both are too long. */
function pairsOf(model: EntailmentModel, text: string, hypotheses: Hypothesis[]): { rows: Row[]; truncated: boolean } {
  const { encode, frame } = model.tokenizer;
  const premise = whole(encode(text));
  const room = model.maxTokens - specialCount(frame.pair);
  let truncated = false;
  const rows = hypotheses.map(({ label, encoding }) => {
    const left = room - encoding.ids.length;
    if (left < 1) {
      throw inputFailure(
        'input-too-long',
        'candidate_labels',
        `The label “${label.slice(0, 60)}” leaves no room for the text: the model reads ${model.maxTokens} tokens in all.`,
        'Shorten the label or the template.',
      );
    }
    truncated ||= premise.to > left;
    return buildRow(frame.pair, [{ ...premise, to: Math.min(premise.to, left) }, whole(encoding)]);
  });
  return { rows, truncated };
}

const shape = (sequence: string, { labels }: ZeroShotText): ZeroShotResult => ({
  sequence,
  labels: labels.map(({ label }) => label),
  scores: labels.map(({ score }) => score),
});
