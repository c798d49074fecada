import { inputFailure } from '../../../workers/input-failure';
import { type LabResult, runLab } from '../../../workers/inside/decoding/lab-run';
import { perplexityOf } from '../../../workers/inside/decoding/lab-steps';
import { defineRunner, type RunContext } from '../../../workers/runner';
import { loadCausalLanguageModel } from '../../../workers/runtime/causal-language-model';
import { fitContext } from '../../../workers/text/decoding/fit-context';
import { type GenerationOptions, GREEDY } from '../../../workers/text/decoding/generation-options';
import type { LanguageModel } from '../../../workers/text/decoding/language-model';
import { TokenTexts } from '../../../workers/text/decoding/token-texts';
import { topCandidates } from '../../../workers/text/decoding/top-candidates';
import { packFloats } from '../../lib/packed-floats';
import type {
  DecodedRun,
  DecodingDetails,
  DecodingParameters,
  DecodingValue,
  Strategy,
  TreeNode,
  WrittenText,
} from './task';

/** Numbers of logits that a run may keep in all: what the history takes of one run. */
const ROOM = 1_200_000;
/** Likely tokens of each step whose texts go along. */
const NAMED = 120;

export default defineRunner<
  Awaited<ReturnType<typeof loadCausalLanguageModel>>,
  { text: string },
  DecodingParameters,
  DecodingValue,
  DecodingDetails
>({
  load: loadCausalLanguageModel,
  async run(model, { text }, parameters, context) {
    const given = givenTokens(parameters.given_token_ids);
    const prompt = fitPrompt(model, text, given, parameters, context);
    const strategies: Strategy[] =
      parameters.strategy === 'compare' ? ['greedy', 'sampling', 'beam-search'] : [parameters.strategy];
    const results: { strategy: Strategy; result: LabResult }[] = [];
    for (const [sequence, strategy] of strategies.entries()) {
      const result = await runLab({
        model,
        prompt,
        given,
        options: optionsFor(strategy, parameters),
        room: ROOM / strategies.length,
        checkpoint: context.checkpoint,
        onToken: (index, tokenId, piece) => context.emit({ type: 'token', sequence, index, tokenId, text: piece }),
      });
      results.push({ strategy, result });
    }
    const names = new Names(model, [...prompt, ...given]);
    const runs = results.map(({ strategy, result }) => describeRun(strategy, result, prompt, model, names));
    const written = results.reduce((sum, { result }) => sum + result.sequence.tokenIds.length, 0);
    return {
      value: results.map(({ strategy, result }) => writtenText(strategy, result, given, prompt, model)),
      details: {
        prompt_token_ids: prompt,
        end_token_ids: [...model.endTokenIds],
        runs,
        texts: names.texts,
      },
      tokens: { input: prompt.length + given.length, output: written },
    };
  },
});

function optionsFor(strategy: Strategy, parameters: DecodingParameters): GenerationOptions {
  const { max_new_tokens, repetition_penalty, temperature, top_k, top_p, min_p, typical_p, seed } = parameters;
  const shared = { ...GREEDY, max_new_tokens, repetition_penalty };
  switch (strategy) {
    case 'greedy':
      return shared;
    case 'sampling':
      return { ...shared, do_sample: true, temperature, top_k, top_p, min_p, typical_p, seed: seed ?? 0 };
    case 'beam-search': {
      const { num_beams, length_penalty, early_stopping } = parameters;
      return {
        ...shared,
        num_beams,
        length_penalty,
        early_stopping: early_stopping as GenerationOptions['early_stopping'],
      };
    }
    default:
      return strategy satisfies never;
  }
}

/** @throws FailureError parameter-invalid */
function givenTokens(text: string | null): number[] {
  const words = (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
  if (words.some((word) => !/^\d{1,7}$/.test(word))) throw notTokens(words.join(' '));
  return words.map(Number);
}

const notTokens = (text: string) =>
  inputFailure(
    'parameter-invalid',
    'given_token_ids',
    `\`given_token_ids\` must be token ids of the model, separated by spaces, and not "${text.slice(0, 60)}".`,
    'Leave it out, or fork a text by choosing a token.',
  );

/** @throws FailureError where the given tokens leave no room for more */
function fitPrompt(
  model: LanguageModel,
  text: string,
  given: readonly number[],
  { max_new_tokens }: DecodingParameters,
  { notice }: Pick<RunContext, 'notice'>,
): number[] {
  const ids = model.encode(text);
  const limits = { max_new_tokens: max_new_tokens + given.length, max_length: null };
  const { ids: fitted, cut, room } = fitContext(ids, limits, model.contextLength);
  if (room <= given.length) {
    throw inputFailure(
      'input-too-long',
      'text',
      `The model reads ${model.contextLength} tokens, and the text that was written so far fills them.`,
      'Fork it further up, or begin again from the prompt.',
    );
  }
  if (cut > 0) {
    notice({
      code: 'context-cut',
      message: `The prompt has ${ids.length} tokens and the model reads ${model.contextLength} in all: the last ${fitted.length} were used.`,
    });
  }
  return fitted;
}

/** Puts words to tokens, and remembers which were named. */
class Names {
  readonly texts: Record<number, string> = {};
  private readonly known: TokenTexts;
  private readonly anchor: number | undefined;

  constructor(model: LanguageModel, before: readonly number[]) {
    this.known = new TokenTexts(model);
    this.anchor = before.at(-1);
    for (const id of before) this.of(id);
  }

  of(id: number): string {
    this.texts[id] ??= this.known.textOf(id, this.anchor);
    return this.texts[id];
  }
}

function describeRun(
  strategy: Strategy,
  { steps, tree }: LabResult,
  prompt: readonly number[],
  model: LanguageModel,
  names: Names,
): DecodedRun {
  const words = new TokenTexts(model).describe(
    prompt,
    steps.map(({ token, logprob }) => ({ id: token, logprob, alternatives: [] })),
  );
  for (const { logits } of steps) if (logits) for (const id of topCandidates(logits, NAMED)) names.of(id);
  return {
    strategy,
    steps: steps.map(({ token, logprob, processedLogprob, entropy, drawn, given, logits }, index) => {
      names.of(token);
      return {
        token,
        text: words[index]?.text ?? '',
        logprob,
        processed_logprob: processedLogprob,
        entropy,
        drawn,
        given,
        logits: logits && packFloats(logits),
      };
    }),
    tree: tree?.nodes.map((node): TreeNode => ({ ...node, text: names.of(node.token) })) ?? null,
  };
}

function writtenText(
  strategy: Strategy,
  { sequence, steps }: LabResult,
  given: readonly number[],
  prompt: readonly number[],
  model: LanguageModel,
): WrittenText {
  const token_ids = [...given, ...sequence.tokenIds];
  const anchor = prompt.slice(-1);
  const visible = token_ids.filter((id) => !model.endTokenIds.has(id));
  return {
    strategy,
    generated_text: model.decode([...anchor, ...visible]).slice(model.decode([...anchor]).length),
    token_ids,
    score: sequence.score,
    logprob: steps.reduce((sum, { logprob }) => sum + logprob, 0),
    perplexity: perplexityOf(steps),
    finish_reason: sequence.finishReason,
  };
}
