import { assertFinite } from '../assert-finite';
import { BeamSearch, type FinishedBeam } from './beam-search';
import type { GeneratedSequence, GenerationRequest } from './generate';
import type { LengthLimits } from './generation-options';
import { IncrementalDecoder } from './incremental-decoder';
import { logitsProcessors } from './logits-processors';
import { createRandom } from './random';
import { logSumExp } from './softmax';
import { stopStringTest } from './stop-strings';
import { scoreToken } from './token-scores';

/** Beam search and beam sampling: the beams of all prompts are rows of one batch. */
export async function decodeBeams(request: GenerationRequest, limits: LengthLimits): Promise<GeneratedSequence[][]> {
  const { session, prompts, options, hooks, model, firstPrompt = 0 } = request;
  const processors = logitsProcessors(options, limits, model.endTokenIds);
  const stops = stopStringTest(model, options.stop_strings);
  // 1. A search for each prompt, which begins as a single beam.
  const searches = prompts.map((prompt, index) => {
    const random = createRandom(options.seed, firstPrompt + index);
    return new BeamSearch(prompt, { options, limits, endTokenIds: model.endTokenIds, stops, random });
  });
  // 2. Read each prompt once.
  await hooks.checkpoint();
  let logits = await session.prefill(prompts);
  const buffers: Float32Array[] = [];
  const total = limits.maximum - limits.prompt;
  for (let step = 1; step <= total; step++) {
    // 3. Each search takes the log-probabilities of its own rows and says which beams go on, and how.
    const sources: number[] = [];
    const tokens: number[] = [];
    let firstRow = 0;
    for (const [prompt, search] of searches.entries()) {
      if (search.done) continue;
      const logprobs = search.beams.map(({ ids }, beam) => {
        const row = firstRow + beam;
        const scores = logSoftmax(logits[row] ?? new Float32Array(), buffers[row]);
        buffers[row] = scores;
        for (const processor of processors) processor(scores, ids);
        return scores;
      });
      const rowsRead = logprobs.length;
      const scoreOf = (beam: number, token: number) => scoreToken(logprobs[beam] ?? new Float32Array(), token);
      const next = search.advance(logprobs, options.output_scores ? scoreOf : null);
      hooks.onCandidates?.(prompt, search.considered);
      if (!search.done) {
        sources.push(...next.sources.map((source) => firstRow + source));
        tokens.push(...next.tokens);
      }
      firstRow += rowsRead;
    }
    hooks.onStep?.(step, total);
    if (tokens.length === 0) break;
    // 4. Move the caches to where the beams go on, and read the chosen tokens.
    await hooks.checkpoint();
    if (!isIdentity(sources, firstRow)) await session.reorder(sources);
    logits = await session.step(tokens);
  }
  return searches.map((search, index) =>
    search.results().map((beam) => toSequence(beam, prompts[index] ?? [], request)),
  );
}

const isIdentity = (sources: number[], rows: number): boolean =>
  sources.length === rows && sources.every((source, index) => source === index);

/** @param logprobs to be written to; made where it is left out */
function logSoftmax(logits: Float32Array, logprobs: Float32Array = new Float32Array(logits.length)): Float32Array {
  assertFinite(logits);
  const total = logSumExp(logits);
  for (let id = 0; id < logprobs.length; id++) logprobs[id] = (logits[id] ?? 0) - total;
  return logprobs;
}

function toSequence(
  beam: FinishedBeam,
  prompt: readonly number[],
  { model, options }: GenerationRequest,
): GeneratedSequence {
  const tokenIds = beam.ids.slice(prompt.length);
  const decoder = new IncrementalDecoder((ids) => model.decode(ids), prompt);
  const visible = beam.finishReason === 'stop' ? tokenIds.slice(0, -1) : tokenIds;
  return {
    tokenIds,
    text: visible.map((id) => decoder.push(id)).join('') + decoder.flush(),
    finishReason: beam.finishReason,
    score: beam.score,
    tokens: options.output_scores ? [...beam.tokens] : null,
  };
}
