import { FailureError } from '../../../src/contract/failure';
import { type ChatMessage, isChat } from '../../../src/contract/task';
import { defineRunner, type RunContext } from '../../../workers/runner';
import { loadCausalLanguageModel } from '../../../workers/runtime/causal-language-model';
import { workThrough } from '../../../workers/text/batches';
import { DecodingSpeed } from '../../../workers/text/decoding/decoding-speed';
import { fitContext } from '../../../workers/text/decoding/fit-context';
import { type GeneratedSequence, generateTokens } from '../../../workers/text/decoding/generate';
import type { GenerationOptions } from '../../../workers/text/decoding/generation-options';
import type { LanguageModel } from '../../../workers/text/decoding/language-model';
import { TokenTexts } from '../../../workers/text/decoding/token-texts';
import { textGenerationOptions } from '../../../workers/text/generation-defaults';
import type {
  PromptSequences,
  TextGenerationDetails,
  TextGenerationParameters,
  TextGenerationValue,
  WrittenSequence,
} from './task';

type Input = string | string[] | ChatMessage[];

export default defineRunner({
  load: loadCausalLanguageModel,

  async run(model, input: { text: Input }, parameters: TextGenerationParameters, context) {
    const { text } = input;
    const options = optionsOf(parameters);
    const speed = new DecodingSpeed();
    const prompts = fitPrompts(model, await encodeAll(model, text, context), options, context);
    const generate = async (promptIds: number[], firstPrompt: number): Promise<PromptSequences> => {
      const firstSequence = firstPrompt * options.num_return_sequences;
      const [sequences = []] = await generateTokens({
        model,
        session: model.openSession(),
        prompts: [promptIds],
        firstPrompt,
        options,
        hooks: {
          checkpoint: context.checkpoint,
          onToken(sequence, index, tokenId, piece) {
            speed.count(index);
            context.emit({ type: 'token', sequence: firstSequence + sequence, index, tokenId, text: piece });
          },
          onStep(step, total) {
            speed.count(step - 1);
            if (prompts.length === 1) context.emit({ type: 'step', step, total, unit: 'token' });
          },
        },
      });
      speed.endPrompt();
      return { sequences: withTexts(model, promptIds, sequences), prompt_tokens: promptIds.length };
    };
    const written = await workThrough(prompts, context, ([ids = []], from) => generate(ids, from).then((one) => [one]));
    const details: TextGenerationDetails = {
      prompts: written,
      tokens_per_second: speed.tokensPerSecond(),
      end_token_ids: [...model.endTokenIds],
    };
    const read = written.reduce((sum, { prompt_tokens }) => sum + prompt_tokens, 0);
    const output = written.flatMap(({ sequences }) => sequences).reduce((sum, one) => sum + one.token_ids.length, 0);
    return { value: shape(text, written, parameters), details, tokens: { input: read, output } };
  },
});

/** @throws FailureError parameter-invalid where more sequences are wanted than there are beams */
function optionsOf(parameters: TextGenerationParameters): GenerationOptions {
  const { num_beams, num_return_sequences } = parameters;
  if (num_beams > 1 && num_return_sequences > num_beams) {
    throw new FailureError({
      code: 'parameter-invalid',
      message: `${num_beams} beams end in at most ${num_beams} sequences, not ${num_return_sequences}.`,
      action: 'Raise `num_beams` or lower `num_return_sequences`.',
      remedy: 'edit-input',
      field: 'num_return_sequences',
    });
  }
  return textGenerationOptions(parameters);
}

/** A long list takes a while to tokenize: a stop is heard between two prompts. */
async function encodeAll(
  model: LanguageModel,
  text: Input,
  { checkpoint }: Pick<RunContext, 'checkpoint'>,
): Promise<number[][]> {
  if (!isChat(text)) {
    const encoded: number[][] = [];
    for (const one of Array.isArray(text) ? text : [text]) {
      await checkpoint();
      encoded.push(model.encode(one));
    }
    return encoded;
  }
  if (model.hasChatTemplate) return [model.encodeChat(text)];
  throw new FailureError({
    code: 'model-incompatible',
    message: 'This model takes no conversation: its tokenizer has no chat template.',
    action: 'Choose a chat model (their names often end in "Instruct" or "Chat"), or switch from Chat to Prompt.',
    remedy: 'edit-input',
    field: 'text',
  });
}

/** Cuts prompts that are longer than the context, and says so; says so, too, when less fits than was asked for. */
function fitPrompts(
  model: LanguageModel,
  prompts: number[][],
  options: GenerationOptions,
  { notice }: Pick<RunContext, 'notice'>,
): number[][] {
  const { contextLength } = model;
  const fitted = prompts.map((ids) => fitContext(ids, options, contextLength));
  const several = prompts.length > 1;
  const longest = prompts.reduce((most, ids) => Math.max(most, ids.length), 0);
  const cut = fitted.filter((prompt) => prompt.cut > 0).length;
  if (cut > 0) {
    const kept = Math.max(...fitted.map(({ ids }) => ids.length));
    notice({
      code: 'context-cut',
      message: `${several ? `${cut} of ${prompts.length} prompts are` : 'The prompt is'} too long: ${several ? 'the longest has' : 'it has'} ${longest} tokens, the model reads ${contextLength} in all, and only the last ${kept} were used.`,
    });
  }
  const room = Math.min(...fitted.map((prompt) => prompt.room));
  const { max_new_tokens, max_length } = options;
  if (max_new_tokens !== null && room < max_new_tokens) {
    notice({
      code: 'tokens-limited',
      message: `At most ${room} new tokens fit after ${several ? 'the longest' : 'this'} prompt (the model's context is ${contextLength}).`,
    });
  }
  if (max_new_tokens === null && max_length !== null && longest >= max_length) {
    notice({
      code: 'tokens-limited',
      message: `The ${several ? 'longest ' : ''}prompt already has ${longest} tokens and max_length is ${max_length}: one token is written, as transformers does.`,
    });
  }
  return fitted.map(({ ids }) => ids);
}

/** As the pipeline: the text with its prompt, or the conversation with the answer; a list of lists for a batch. */
function shape(
  input: Input,
  written: PromptSequences[],
  { return_full_text }: Pick<TextGenerationParameters, 'return_full_text'>,
): TextGenerationValue {
  if (isChat(input)) {
    const sequences = written[0]?.sequences ?? [];
    return sequences.map(({ text }) => ({ generated_text: [...input, { role: 'assistant' as const, content: text }] }));
  }
  const texts = Array.isArray(input) ? input : [input];
  const values = written.map(({ sequences }, index) =>
    sequences.map(({ text }) => ({ generated_text: (return_full_text ? (texts[index] ?? '') : '') + text })),
  );
  return Array.isArray(input) ? values : (values[0] ?? []);
}

function withTexts(model: LanguageModel, promptIds: number[], sequences: GeneratedSequence[]): WrittenSequence[] {
  const texts = new TokenTexts(model);
  return sequences.map(({ tokenIds, text, finishReason, score, tokens }) => ({
    text,
    token_ids: tokenIds,
    finish_reason: finishReason,
    score,
    tokens: tokens && texts.describe(promptIds, tokens),
  }));
}
