import { defineRunner, type RunContext } from '../../../workers/runner';
import { loadCausalLanguageModel } from '../../../workers/runtime/causal-language-model';
import { type GeneratedTokens, generate } from '../../../workers/text/decoding/generate';
import type { LanguageModel } from '../../../workers/text/decoding/language-model';
import type { GeneratedSequence, TextGenerationDetails, TextGenerationParameters, TextGenerationValue } from './task';

export default defineRunner({
  load: loadCausalLanguageModel,

  async run(model, input: { text: string | string[] }, parameters: TextGenerationParameters, context) {
    const prompts = Array.isArray(input.text) ? input.text : [input.text];
    const details: TextGenerationDetails = { prompts: [], tokens_per_second: null };
    const values: { generated_text: string }[][] = [];
    let written = 0;
    const clock = { started: performance.now(), first: 0 };
    for (const [promptIndex, prompt] of prompts.entries()) {
      const promptIds = fitContext(model, model.encode(prompt), parameters.max_new_tokens, context);
      const firstSequence = promptIndex * parameters.num_return_sequences;
      const sequences = await generate(
        model,
        promptIds,
        { ...parameters, seed: parameters.seed ?? 0 },
        {
          checkpoint: context.checkpoint,
          onToken(sequence, index, tokenId, text) {
            clock.first ||= performance.now();
            written += 1;
            context.emit({ type: 'token', sequence: firstSequence + sequence, index, tokenId, text });
          },
        },
      );
      details.prompts.push({ sequences: sequences.map(toSequence), prompt_tokens: promptIds.length });
      values.push(
        sequences.map(({ text }) => ({ generated_text: parameters.return_full_text ? prompt + text : text })),
      );
    }
    details.tokens_per_second = tokensPerSecond(written, clock);
    const value: TextGenerationValue = Array.isArray(input.text) ? values : (values[0] ?? []);
    const read = details.prompts.reduce((sum, prompt) => sum + prompt.prompt_tokens, 0);
    return { value, details, tokens: { input: read, output: written } };
  },
});

const toSequence = ({ text, tokenIds, finishReason }: GeneratedTokens): GeneratedSequence => ({
  text,
  token_ids: tokenIds,
  finish_reason: finishReason,
});

/** The first token waits for the prompt; the rate is that of the ones after it. */
function tokensPerSecond(written: number, clock: { first: number }): number | null {
  const seconds = (performance.now() - clock.first) / 1000;
  return written > 1 && seconds > 0 ? (written - 1) / seconds : null;
}

/**
 * Keeps the end of a prompt that is longer than the context, leaving a quarter of the context for what is written,
 * and says so; says so, too, when less fits than was asked for.
 */
function fitContext(
  model: LanguageModel,
  ids: number[],
  maxNewTokens: number,
  context: Pick<RunContext, 'notice'>,
): number[] {
  const reserve = Math.min(maxNewTokens, Math.floor(model.contextLength / 4));
  const longest = model.contextLength - reserve;
  const kept = ids.length > longest ? ids.slice(-longest) : ids;
  if (kept.length < ids.length) {
    context.notice({
      code: 'context-cut',
      message: `The prompt has ${ids.length} tokens; the model reads ${model.contextLength} in all, so only the last ${kept.length} were used.`,
    });
  }
  const room = model.contextLength - kept.length;
  if (room < maxNewTokens) {
    context.notice({
      code: 'tokens-limited',
      message: `At most ${room} new tokens fit after this prompt (the model's context is ${model.contextLength}).`,
    });
  }
  return kept;
}
