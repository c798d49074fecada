import type { RunContext } from '../runner';
import type { EncodedSources, SequenceToSequenceModel } from '../runtime/sequence-to-sequence-model';
import { type GeneratedSequence, generateTokens } from './decoding/generate';
import type { GenerationOptions } from './decoding/generation-options';

/** What was written for one source. */
export interface WrittenSequence {
  text: string;
  token_ids: number[];
  /** The log-probability divided by length ** length_penalty; null without beams. */
  score: number | null;
  finish_reason: GeneratedSequence['finishReason'];
}

/** Counts what a run reads and writes, and how fast. */
export class Written {
  read = 0;
  tokens = 0;
  private milliseconds = 0;

  add(read: number, sequences: readonly GeneratedSequence[], milliseconds: number): void {
    this.read += read;
    this.tokens += sequences.reduce((sum, { tokenIds }) => sum + tokenIds.length, 0);
    this.milliseconds += milliseconds;
  }

  /** Null where nothing was written now: a resumed run may have had nothing left to do. */
  get tokensPerSecond(): number | null {
    return this.tokens > 0 && this.milliseconds > 0 ? this.tokens / (this.milliseconds / 1000) : null;
  }
}

/**
 * Reads sources together and writes for each of them `num_return_sequences` sequences, best first.
 * @param first the number of the first source in the run: token events and random numbers are numbered from there
 */
export async function writeFor(
  model: SequenceToSequenceModel,
  sources: EncodedSources,
  options: GenerationOptions,
  context: Pick<RunContext, 'checkpoint' | 'emit'>,
  written: Written,
  first: number,
): Promise<WrittenSequence[][]> {
  const start = performance.now();
  const firstSequence = first * options.num_return_sequences;
  await context.checkpoint();
  const sequences = await generateTokens({
    model,
    session: await model.openSession(sources.ids),
    prompts: sources.ids.map(() => [model.decoderStartTokenId]),
    options: { ...options, forced_bos_token_id: sources.forcedBosTokenId ?? options.forced_bos_token_id },
    firstPrompt: first,
    hooks: {
      checkpoint: context.checkpoint,
      onToken: (sequence, index, tokenId, text) =>
        context.emit({ type: 'token', sequence: firstSequence + sequence, index, tokenId, text }),
      onStep: (step, total) => {
        if (sources.ids.length === 1) context.emit({ type: 'step', step, total, unit: 'token' });
      },
    },
  });
  const read = sources.ids.reduce((sum, ids) => sum + ids.length, 0);
  written.add(read, sequences.flat(), performance.now() - start);
  return sequences.map((of) =>
    of.map(({ tokenIds, score, finishReason }) => ({
      text: model.decode(tokenIds),
      token_ids: tokenIds,
      score,
      finish_reason: finishReason,
    })),
  );
}
