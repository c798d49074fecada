import { inputFailure } from '../../../workers/input-failure';
import { normalized, pool } from '../../../workers/inside/embeddings/pooling';
import { defineRunner, type RunContext } from '../../../workers/runner';
import {
  type FeatureExtractor,
  loadFeatureExtractor,
  type TextFeatures,
} from '../../../workers/runtime/feature-extractor';
import { workThrough } from '../../../workers/text/batches';
import type { EmbeddingsDetails, EmbeddingsParameters, EmbeddingsValue } from './task';

/** What is kept of one text. */
interface Item {
  vectors: number[] | number[][];
  tokens: number;
  truncated: boolean;
}

/** Numbers that a run without pooling may give: as JSON they take about twenty times as many bytes. */
const MOST_NUMBERS = 10e6;

export default defineRunner({
  load: loadFeatureExtractor,

  async run(model, input: { text: string | string[] }, { pooling, normalize }: EmbeddingsParameters, context) {
    const texts = Array.isArray(input.text) ? input.text : [input.text];
    const shorten = normalize ? normalized : (vector: Float32Array) => vector;
    const padTo = pooling === 'none' ? await longestOf(model, texts, context) : undefined;
    const read = async (part: string[]): Promise<Item[]> => {
      const features = await model.extract(part, context, padTo);
      return features.map(({ tokens, truncated, ...found }) => ({
        vectors:
          pooling === 'none'
            ? rowsOf(found, shorten, texts.length)
            : Array.from(shorten(pool(found.states, tokens, found.length, pooling))),
        tokens,
        truncated,
      }));
    };
    const items = await workThrough(texts, context, read, (text) => text.length);
    const cut = items.filter(({ truncated }) => truncated).length;
    if (cut > 0) {
      context.notice({
        code: 'input-truncated',
        message: `${texts.length === 1 ? 'The text is' : `${cut} of ${texts.length} texts are`} longer than the model reads: only the first ${model.maxTokens} tokens counted.`,
      });
    }
    const first = items[0]?.vectors ?? [];
    const details: EmbeddingsDetails = {
      dimensions: (Array.isArray(first[0]) ? first[0] : first).length,
      texts: items.map(({ tokens, truncated }) => ({ tokens, truncated })),
    };
    return {
      value: items.map(({ vectors }) => vectors) as EmbeddingsValue,
      details,
      tokens: { input: items.reduce((sum, { tokens }) => sum + tokens, 0), output: 0 },
    };
  },
});

/** Tokens of the longest text. Ten thousand texts take a while: it can be stopped. */
async function longestOf(
  model: FeatureExtractor,
  texts: readonly string[],
  context: Pick<RunContext, 'checkpoint'>,
): Promise<number> {
  let longest = 0;
  for (const text of texts) {
    await context.checkpoint();
    longest = Math.max(longest, model.lengthOf(text));
  }
  return longest;
}

/** @throws FailureError where all texts together would give more numbers than a page can hold */
function rowsOf(
  { states, length }: Pick<TextFeatures, 'states' | 'length'>,
  shorten: (vector: Float32Array) => Float32Array,
  texts: number,
): number[][] {
  if (states.length * texts > MOST_NUMBERS) {
    throw inputFailure(
      'input-too-long',
      'text',
      `Without pooling these texts give ${Math.round((states.length * texts) / 1e6)} million numbers: more than a page can hold.`,
      'Set `pooling` to mean, or take fewer or shorter texts.',
    );
  }
  const dimensions = states.length / length;
  return Array.from({ length }, (_, row) =>
    Array.from(shorten(states.subarray(row * dimensions, (row + 1) * dimensions))),
  );
}
