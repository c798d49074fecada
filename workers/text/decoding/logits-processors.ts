import { applyBadWords } from './bad-words';
import { forceTokens } from './forced-token';
import type { GenerationOptions, LengthLimits } from './generation-options';
import { applyMinP } from './min-p';
import { applyNoRepeatNgram } from './no-repeat-ngram';
import { applyRepetitionPenalty } from './repetition-penalty';
import { suppressTokens } from './suppress-tokens';
import { applyTemperature } from './temperature';
import { applyTopK } from './top-k';
import { applyTopP } from './top-p';
import { applyTypicalP } from './typical-p';

/**
 * Changes the scores of the next token in place.
 * @param ids all tokens so far, prompt included
 */
export type LogitsProcessor = (scores: Float32Array, ids: readonly number[]) => void;

/**
 * The processors that the options ask for, in the order of transformers' `_get_logits_processor`. None at all for
 * plain greedy decoding: then nothing has to be copied.
 */
export function logitsProcessors(
  options: GenerationOptions,
  limits: LengthLimits,
  endTokenIds: ReadonlySet<number>,
): LogitsProcessor[] {
  const when = (wanted: boolean, processor: LogitsProcessor) => (wanted ? [processor] : []);
  const { repetition_penalty, no_repeat_ngram_size, bad_words_ids, forced_bos_token_id, suppress_tokens } = options;
  const begin = forced_bos_token_id !== null && limits.prompt === 1 ? 2 : limits.prompt;
  const forcedEnd = options.forced_eos_token_id === null ? [] : [options.forced_eos_token_id].flat();
  return [
    ...when(repetition_penalty !== 1, (scores, ids) => applyRepetitionPenalty(scores, ids, repetition_penalty)),
    ...when(no_repeat_ngram_size > 0, (scores, ids) => applyNoRepeatNgram(scores, ids, no_repeat_ngram_size)),
    ...when(bad_words_ids !== null, (scores, ids) => applyBadWords(scores, ids, bad_words_ids ?? [], endTokenIds)),
    ...when(limits.minimum > limits.prompt, (scores, ids) => {
      if (ids.length < limits.minimum) suppressTokens(scores, endTokenIds);
    }),
    ...when(forced_bos_token_id !== null, (scores, ids) => {
      if (ids.length === 1) forceTokens(scores, [forced_bos_token_id ?? 0]);
    }),
    ...when(forcedEnd.length > 0, (scores, ids) => {
      if (ids.length === limits.maximum - 1) forceTokens(scores, forcedEnd);
    }),
    ...when(suppress_tokens !== null, (scores) => suppressTokens(scores, suppress_tokens ?? [])),
    ...when(options.begin_suppress_tokens !== null, (scores, ids) => {
      if (ids.length === begin) suppressTokens(scores, options.begin_suppress_tokens ?? []);
    }),
    ...(options.do_sample ? warpers(options, endTokenIds) : []),
  ];
}

/** What shapes the distribution that is drawn from. Beams need a token left that is no end token. */
function warpers(options: GenerationOptions, endTokenIds: ReadonlySet<number>): LogitsProcessor[] {
  const { temperature, top_k, top_p, min_p, typical_p } = options;
  const keep = options.num_beams > 1 ? Math.max(2, endTokenIds.size + 1) : 1;
  return [
    (scores) => {
      applyTemperature(scores, temperature);
      applyTopK(scores, top_k, keep);
      applyTopP(scores, top_p, keep);
      applyMinP(scores, min_p, keep);
      applyTypicalP(scores, typical_p, keep);
    },
  ];
}
