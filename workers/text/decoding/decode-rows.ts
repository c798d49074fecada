import { assertFinite } from '../assert-finite';
import { argmax, draw } from './choose';
import type { GeneratedSequence, GenerationRequest } from './generate';
import type { LengthLimits } from './generation-options';
import { IncrementalDecoder } from './incremental-decoder';
import { type LogitsProcessor, logitsProcessors } from './logits-processors';
import { createRandom } from './random';
import { type StopTest, stopStringTest } from './stop-strings';
import { scoreToken, type TokenScore } from './token-scores';

/** One sequence while it grows. */
interface Row {
  /** Its number among all sequences of the request. */
  sequence: number;
  /** Prompt and continuation. */
  ids: number[];
  text: string;
  tokens: TokenScore[];
  finishReason: GeneratedSequence['finishReason'] | null;
  random: () => number;
  decoder: IncrementalDecoder;
}

/** Greedy decoding and sampling: every sequence grows by itself, all of them in one batch. */
export async function decodeRows(request: GenerationRequest, limits: LengthLimits): Promise<GeneratedSequence[][]> {
  const { session, prompts, options, hooks, model } = request;
  const perPrompt = options.num_return_sequences;
  const step = new RowStep(request, limits);
  // 1. One row for each sequence, with random numbers of its own.
  const rows = prompts.flatMap((prompt, index) =>
    Array.from({ length: perPrompt }, (_, n) => newRow(request, prompt, index * perPrompt + n)),
  );
  // 2. Read each prompt once. From here on, `active[i]` reads its logits from row `sources[i]` of the session.
  await hooks.checkpoint();
  let logits = await session.prefill(prompts);
  let active = rows;
  let sources = rows.map(({ sequence }) => Math.floor(sequence / perPrompt));
  for (let length = limits.prompt; length < limits.maximum; length++) {
    // 3. Choose a token for each row that still grows.
    const tokens = active.map((row, index) => {
      const rowLogits = logits[sources[index] ?? index];
      return row.finishReason || !rowLogits ? model.padTokenId : step.choose(row, rowLogits);
    });
    const growing = active.filter((row) => row.finishReason === null);
    if (growing.length === 0 || length === limits.maximum - 1) break;
    // 4. Fan the prompts out to their sequences, and leave rows behind once half of them are done.
    const places = active.flatMap((row, index) => (row.finishReason === null ? [index] : []));
    const kept = places.length <= active.length / 2 ? places : [...active.keys()];
    const next = kept.map((index) => sources[index] ?? index);
    if (!isIdentity(next, logits.length)) await session.reorder(next);
    active = kept.flatMap((index) => active[index] ?? []);
    sources = [...active.keys()];
    // 5. Read the chosen tokens.
    await hooks.checkpoint();
    logits = await session.step(kept.map((index) => tokens[index] ?? model.padTokenId));
  }
  return prompts.map((prompt, index) =>
    rows
      .slice(index * perPrompt, (index + 1) * perPrompt)
      .map((row) => finish(row, prompt.length, options.output_scores)),
  );
}

const isIdentity = (sources: number[], rows: number): boolean =>
  sources.length === rows && sources.every((source, index) => source === index);

function newRow(
  { model, options, firstPrompt = 0, drawnBefore = 0 }: GenerationRequest,
  prompt: readonly number[],
  sequence: number,
): Row {
  const random = createRandom(options.seed, firstPrompt * options.num_return_sequences + sequence);
  for (let draws = 0; draws < drawnBefore; draws++) random();
  return {
    sequence,
    ids: [...prompt],
    text: '',
    tokens: [],
    finishReason: null,
    random,
    decoder: new IncrementalDecoder((ids) => model.decode(ids), prompt),
  };
}

/** What happens to one row at one step. */
class RowStep {
  private readonly processors: LogitsProcessor[];
  private readonly stops: StopTest | null;
  private scratch = new Float32Array();

  constructor(
    private readonly request: GenerationRequest,
    private readonly limits: LengthLimits,
  ) {
    this.processors = logitsProcessors(request.options, limits, request.model.endTokenIds);
    this.stops = stopStringTest(request.model, request.options.stop_strings);
  }

  choose(row: Row, logits: Float32Array): number {
    const { options, hooks } = this.request;
    assertFinite(logits);
    const scores = this.process(logits, row.ids);
    const drawn = options.do_sample ? row.random() : null;
    const token = drawn === null ? argmax(scores) : draw(scores, () => drawn);
    hooks.onChoice?.({ sequence: row.sequence, ids: row.ids, logits, scores, token, drawn });
    if (options.output_scores) row.tokens.push(scoreToken(scores, token));
    this.append(row, token);
    return token;
  }

  private process(logits: Float32Array, ids: readonly number[]): Float32Array {
    if (this.processors.length === 0) return logits;
    // The logits may be read again by another sequence of the same prompt.
    if (this.scratch.length !== logits.length) this.scratch = new Float32Array(logits.length);
    this.scratch.set(logits);
    for (const processor of this.processors) processor(this.scratch, ids);
    return this.scratch;
  }

  private append(row: Row, token: number): void {
    const { model, hooks } = this.request;
    const index = row.ids.length - this.limits.prompt;
    row.ids.push(token);
    let text = '';
    if (model.endTokenIds.has(token)) row.finishReason = 'stop';
    else {
      text = row.decoder.push(token);
      if (this.stops?.(row.ids)) row.finishReason = 'stop_string';
    }
    row.text += text;
    hooks.onToken?.(row.sequence, index, token, text);
  }
}

function finish(row: Row, promptLength: number, withScores: boolean): GeneratedSequence {
  return {
    tokenIds: row.ids.slice(promptLength),
    text: row.text + row.decoder.flush(),
    finishReason: row.finishReason ?? 'length',
    score: null,
    tokens: withScores ? row.tokens : null,
  };
}
