import { type PromptChunks, type PromptMode, padToSameLength } from '../prompt/chunks';
import type { ClipTokenizer } from '../prompt/clip-tokenizer';
import { scheduledChunks } from '../prompt/scheduled-chunks';
import { weightEmbeddings } from '../prompt/weight-embeddings';
import { concat, type FloatTensor, rowsOf } from '../tensor';

/** What the U-Net hears of one prompt. */
export interface PromptEmbeddings {
  /** @param step from 1 @returns [1, tokens, width] */
  at(step: number): FloatTensor;
  /** Of the longest prompt of a schedule. */
  tokens: PromptChunks;
  /** Ids of every chunk of the first prompt. */
  ids: number[][];
}

/** Hidden states [rows, tokens, width] of rows of ids; `prompt` says of which of the prompts. */
export type TextEncoder = (ids: readonly (readonly number[])[], prompt: number) => Promise<FloatTensor>;

/**
 * Embeds prompts (a prompt and its negative one) with as many chunks each as the longest needs. Chunks of a schedule's
 * prompts are weighted together, as AUTOMATIC1111 does.
 * @param steps that the schedule is spread over
 */
export async function embedPrompts(
  tokenizer: ClipTokenizer,
  prompts: readonly string[],
  { mode, steps }: { mode: PromptMode; steps: number },
  encode: TextEncoder,
): Promise<PromptEmbeddings[]> {
  const scheduled = prompts.map((prompt) => scheduledChunks(tokenizer, prompt, { mode, steps }));
  const padded = padToSameLength(
    tokenizer,
    scheduled.flatMap(({ chunks }) => chunks.map((each) => each.chunks)),
  );
  const result: PromptEmbeddings[] = [];
  let at = 0;
  for (const [prompt, { schedule, longest }] of scheduled.entries()) {
    const own = padded.slice(at, at + schedule.length);
    at += schedule.length;
    const parts: FloatTensor[] = [];
    for (let index = 0; index < (own[0]?.length ?? 0); index++) {
      const column = own.flatMap((row) => row[index] ?? []);
      const hidden = await encode(
        column.map(({ ids }) => ids),
        prompt,
      );
      const weights = column.flatMap((chunk) => chunk.weights);
      parts.push(mode === 'plain' ? hidden : { ...hidden, data: weightEmbeddings(hidden.data, weights) });
    }
    result.push({
      at(step) {
        const entry = schedule.findIndex(({ untilStep }) => step <= untilStep);
        return rowOf(parts, entry === -1 ? schedule.length - 1 : entry);
      },
      tokens: longest,
      ids: (own[0] ?? []).map(({ ids }) => ids),
    });
  }
  return result;
}

/** One prompt's chunks side by side. */
function rowOf(parts: readonly FloatTensor[], row: number): FloatTensor {
  const rows = parts.map((part) => rowsOf(part, row, row + 1));
  const [, , width = 0] = parts[0]?.dims ?? [];
  return {
    data: concat(rows.map(({ data }) => data)),
    dims: [1, rows.reduce((sum, { dims }) => sum + (dims[1] ?? 0), 0), width],
  };
}
