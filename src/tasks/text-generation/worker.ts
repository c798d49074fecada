import { defineRunner, type RunContext } from '../../../workers/runner';
import { loadCausalLanguageModel } from '../../../workers/runtime/causal-language-model';
import { type GeneratedTokens, generate } from '../../../workers/text/decoding/generate';
import type { LanguageModel } from '../../../workers/text/decoding/language-model';
import type { GeneratedSequence, TextGenerationDetails, TextGenerationParameters, TextGenerationValue } from './task';

export default defineRunner({
  load: loadCausalLanguageModel,

  async run(model, input: { text: string | string[] }, parameters: TextGenerationParameters, context) {
    const texts = Array.isArray(input.text) ? input.text : [input.text];
    const prompts = fitContext(
      model,
      texts.map((text) => model.encode(text)),
      parameters.max_new_tokens,
      context,
    );
    const details: TextGenerationDetails = { prompts: [], tokens_per_second: null };
    const values: { generated_text: string }[][] = [];
    const speed = new DecodingSpeed();
    for (const [promptIndex, promptIds] of prompts.entries()) {
      const firstSequence = promptIndex * parameters.num_return_sequences;
      const sequences = await generate(
        model,
        promptIds,
        { ...parameters, seed: parameters.seed ?? 0 },
        {
          checkpoint: context.checkpoint,
          onToken(sequence, index, tokenId, text) {
            speed.count(index);
            context.emit({ type: 'token', sequence: firstSequence + sequence, index, tokenId, text });
          },
        },
      );
      speed.endPrompt();
      details.prompts.push({ sequences: sequences.map(toSequence), prompt_tokens: promptIds.length });
      const opening = parameters.return_full_text ? (texts[promptIndex] ?? '') : '';
      values.push(sequences.map(({ text }) => ({ generated_text: opening + text })));
    }
    details.tokens_per_second = speed.tokensPerSecond();
    const value: TextGenerationValue = Array.isArray(input.text) ? values : (values[0] ?? []);
    const read = prompts.reduce((sum, ids) => sum + ids.length, 0);
    return { value, details, tokens: { input: read, output: speed.written } };
  },
});

const toSequence = ({ text, tokenIds, finishReason }: GeneratedTokens): GeneratedSequence => ({
  text,
  token_ids: tokenIds,
  finish_reason: finishReason,
});

/** Tokens per second of decoding alone: the first token of each sequence is the prompt's, and its time is not counted. */
class DecodingSpeed {
  written = 0;
  private decoded = 0;
  private milliseconds = 0;
  private firstAt: number | null = null;

  /** @param index of the token in its sequence */
  count(index: number): void {
    this.written += 1;
    if (index === 0) this.firstAt = performance.now();
    else this.decoded += 1;
  }

  endPrompt(): void {
    if (this.firstAt !== null) this.milliseconds += performance.now() - this.firstAt;
    this.firstAt = null;
  }

  tokensPerSecond(): number | null {
    return this.decoded > 0 && this.milliseconds > 0 ? this.decoded / (this.milliseconds / 1000) : null;
  }
}

/**
 * Keeps the ends of prompts that are longer than the context, leaving a quarter of the context for what is written,
 * and says so; says so, too, when less fits than was asked for.
 */
function fitContext(
  model: LanguageModel,
  prompts: number[][],
  maxNewTokens: number,
  context: Pick<RunContext, 'notice'>,
): number[][] {
  const longest = model.contextLength - Math.min(maxNewTokens, Math.floor(model.contextLength / 4));
  const kept = prompts.map((ids) => (ids.length > longest ? ids.slice(-longest) : ids));
  const longestPrompt = Math.max(...prompts.map((ids) => ids.length));
  if (longestPrompt > longest) {
    context.notice({
      code: 'context-cut',
      message: `The ${prompts.length > 1 ? 'longest ' : ''}prompt has ${longestPrompt} tokens; the model reads ${model.contextLength} in all, so only the last ${longest} were used.`,
    });
  }
  const room = model.contextLength - Math.max(...kept.map((ids) => ids.length));
  if (room < maxNewTokens) {
    context.notice({
      code: 'tokens-limited',
      message: `At most ${room} new tokens fit after ${prompts.length > 1 ? 'the longest' : 'this'} prompt (the model's context is ${model.contextLength}).`,
    });
  }
  return kept;
}
