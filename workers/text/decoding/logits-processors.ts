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

/** A processor with the name of the knob that asks for it. */
export interface NamedProcessor {
  name: keyof GenerationOptions | 'min_length';
  apply: LogitsProcessor;
}

/**
 * The processors that the options ask for, in the order of transformers' `_get_logits_processor`. None at all for
 * plain greedy decoding: then nothing has to be copied.
 */
export const logitsProcessors = (
  options: GenerationOptions,
  limits: LengthLimits,
  endTokenIds: ReadonlySet<number>,
): LogitsProcessor[] => namedProcessors(options, limits, endTokenIds).map(({ apply }) => apply);

/** The same, each with its name. */
export function namedProcessors(
  options: GenerationOptions,
  limits: LengthLimits,
  endTokenIds: ReadonlySet<number>,
): NamedProcessor[] {
  const { repetition_penalty, no_repeat_ngram_size, bad_words_ids, forced_bos_token_id, suppress_tokens } = options;
  const begin = forced_bos_token_id !== null && limits.prompt === 1 ? 2 : limits.prompt;
  const forcedEnd = options.forced_eos_token_id === null ? [] : [options.forced_eos_token_id].flat();
  return [
    ...when('repetition_penalty', repetition_penalty !== 1, (scores, ids) =>
      applyRepetitionPenalty(scores, ids, repetition_penalty),
    ),
    ...when('no_repeat_ngram_size', no_repeat_ngram_size > 0, (scores, ids) =>
      applyNoRepeatNgram(scores, ids, no_repeat_ngram_size),
    ),
    ...when('bad_words_ids', bad_words_ids !== null, (scores, ids) =>
      applyBadWords(scores, ids, bad_words_ids ?? [], endTokenIds),
    ),
    ...when('min_length', limits.minimum > limits.prompt, (scores, ids) => {
      if (ids.length < limits.minimum) suppressTokens(scores, endTokenIds);
    }),
    ...when('forced_bos_token_id', forced_bos_token_id !== null, (scores, ids) => {
      if (ids.length === 1) forceTokens(scores, [forced_bos_token_id ?? 0]);
    }),
    ...when('forced_eos_token_id', forcedEnd.length > 0, (scores, ids) => {
      if (ids.length === limits.maximum - 1) forceTokens(scores, forcedEnd);
    }),
    ...when('suppress_tokens', suppress_tokens !== null, (scores) => suppressTokens(scores, suppress_tokens ?? [])),
    ...when('begin_suppress_tokens', options.begin_suppress_tokens !== null, (scores, ids) => {
      if (ids.length === begin) suppressTokens(scores, options.begin_suppress_tokens ?? []);
    }),
    ...(options.do_sample ? warpers(options, endTokenIds) : []),
  ];
}

const when = (name: NamedProcessor['name'], wanted: boolean, apply: LogitsProcessor): NamedProcessor[] =>
  wanted ? [{ name, apply }] : [];

/** What shapes the distribution that is drawn from. Beams need a token left that is no end token. */
function warpers(options: GenerationOptions, endTokenIds: ReadonlySet<number>): NamedProcessor[] {
  const { temperature, top_k, top_p, min_p, typical_p } = options;
  const keep = options.num_beams > 1 ? Math.max(2, endTokenIds.size + 1) : 1;
  return [
    ...when('temperature', temperature !== 1, (scores) => applyTemperature(scores, temperature)),
    ...when('top_k', top_k > 0, (scores) => applyTopK(scores, top_k, keep)),
    ...when('top_p', top_p < 1, (scores) => applyTopP(scores, top_p, keep)),
    ...when('min_p', min_p !== null && min_p > 0, (scores) => applyMinP(scores, min_p, keep)),
    ...when('typical_p', typical_p < 1, (scores) => applyTypicalP(scores, typical_p, keep)),
  ];
}
