import { inputFailure } from '../../input-failure';
import { assertFinite } from '../../text/assert-finite';
import { type GeneratedSequence, generateTokens } from '../../text/decoding/generate';
import { type GenerationOptions, lengthLimits } from '../../text/decoding/generation-options';
import type { DecoderSession, LanguageModel } from '../../text/decoding/language-model';
import { logitsProcessors } from '../../text/decoding/logits-processors';
import { createRandom } from '../../text/decoding/random';
import { BeamTree } from './beam-tree';
import { LabSteps } from './lab-steps';

export interface LabRequest {
  model: LanguageModel;
  prompt: readonly number[];
  /** Tokens after the prompt that are given: the run goes on after them. */
  given: readonly number[];
  options: GenerationOptions;
  /** Numbers of logits that may be kept. */
  room: number;
  checkpoint(): Promise<void>;
  onToken?(index: number, token: number, text: string): void;
}

export interface LabResult {
  sequence: GeneratedSequence;
  /** The given tokens and those of the sequence, one by one. */
  steps: LabSteps['steps'];
  /** With beams: all that the search considered after the given tokens. */
  tree: BeamTree | null;
}

/**
 * Decodes one prompt and keeps how each token came about. Tokens that are given are read one by one over the model's
 * cache, and what would have been drawn in their places counts: after them the random numbers go on, so that the same
 * seed gives the same text from any of its tokens on.
 */
export async function runLab(request: LabRequest): Promise<LabResult> {
  const { model, prompt, given, options, checkpoint } = request;
  const session = model.openSession();
  const prefix = [...prompt, ...given];
  const steps = new LabSteps(request.room);
  const last = await readGiven(session, request, steps, given).catch(async (error: unknown) => {
    await session.dispose();
    throw error;
  });
  const tree = options.num_beams > 1 ? new BeamTree() : null;
  const [[sequence] = []] = await generateTokens({
    model,
    session: sessionAfter(session, last),
    prompts: [prefix],
    options,
    drawnBefore: given.length,
    hooks: {
      checkpoint,
      onChoice: ({ logits, scores, token, drawn }) => steps.add(logits, scores, { token, drawn, given: false }),
      onToken: (_, index, token, text) => request.onToken?.(index, token, text),
      onCandidates: (_, candidates) => tree?.add(candidates),
    },
  });
  if (!sequence) throw new Error('decoding gave no sequence');
  // Which beam wins is known at its end alone: it is read again, token by token.
  if (tree) await readAgain(request, prefix, sequence.tokenIds, steps);
  return { sequence, steps: steps.steps, tree };
}

/** Reads the prompt and then the given tokens; resolves to the logits after the last of them. */
async function readGiven(
  session: DecoderSession,
  { prompt, options, model, checkpoint }: Pick<LabRequest, 'prompt' | 'options' | 'model' | 'checkpoint'>,
  steps: LabSteps,
  tokens: readonly number[],
  given = true,
): Promise<Float32Array> {
  // A processor sees one prompt, wherever a run goes on from.
  const limits = lengthLimits(options, prompt.length, model.contextLength);
  const processors = logitsProcessors(options, limits, model.endTokenIds);
  const random = options.do_sample && given ? createRandom(options.seed, 0) : null;
  await checkpoint();
  let [logits = new Float32Array()] = await session.prefill([prompt]);
  const ids = [...prompt];
  for (const token of tokens) {
    assertFinite(logits);
    if (token >= logits.length) throw noToken(token, logits.length);
    const scores = logits.slice();
    for (const processor of processors) processor(scores, ids);
    steps.add(logits, scores, { token, drawn: random?.() ?? null, given });
    ids.push(token);
    if (ids.length === prompt.length + tokens.length && !given) break;
    await checkpoint();
    [logits = new Float32Array()] = await session.step([token]);
  }
  return logits;
}

const noToken = (token: number, vocabulary: number) =>
  inputFailure(
    'parameter-invalid',
    'given_token_ids',
    `There is no token ${token}: the model's vocabulary has ${vocabulary}.`,
    'Fork again from a text of this model, or clear what was given.',
  );

/** The same session, once it has read what it would be asked to read first. */
const sessionAfter = (session: DecoderSession, logits: Float32Array): DecoderSession => ({
  prefill: async () => [logits],
  step: (tokens) => session.step(tokens),
  reorder: (sources) => session.reorder(sources),
  dispose: () => session.dispose(),
});

async function readAgain(
  request: LabRequest,
  prefix: readonly number[],
  written: readonly number[],
  steps: LabSteps,
): Promise<void> {
  const session = request.model.openSession();
  try {
    await readGiven(session, { ...request, prompt: prefix }, steps, written, false);
  } finally {
    await session.dispose();
  }
}
