import type { BeamCandidate } from './beam-search';
import { decodeBeams } from './decode-beams';
import { decodeRows } from './decode-rows';
import { type GenerationOptions, lengthLimits } from './generation-options';
import type { DecoderSession, DecodingModel } from './language-model';
import type { TokenScore } from './token-scores';

/**
 * What to decode. The prompts of one call have the same length: texts of a decoder-only model one by one (or grouped
 * by length), decoder start tokens of a sequence-to-sequence model all together.
 */
export interface GenerationRequest {
  model: DecodingModel;
  /** A fresh session, which is disposed of at the end, whatever happens. */
  session: DecoderSession;
  /** At least one token each, and fewer than the model's context. */
  prompts: readonly (readonly number[])[];
  options: GenerationOptions;
  hooks: GenerationHooks;
  /** Prompts of the same run that came before these: the random numbers go on after theirs. */
  firstPrompt?: number;
  /** Tokens at the end of the prompts that were drawn before, or might have been: the random numbers go on after them. */
  drawnBefore?: number;
}

/** How one token came to be chosen. */
export interface TokenChoice {
  sequence: number;
  /** Tokens before it, prompt included. */
  ids: readonly number[];
  /** As the model gave them; to be copied by whoever keeps them. */
  logits: Float32Array;
  /** After all processors; likewise. */
  scores: Float32Array;
  token: number;
  /** The number in [0, 1) that it was drawn by; null where the likeliest was taken. */
  drawn: number | null;
}

export interface GenerationHooks {
  /** Awaited before each forward pass; it lets messages in, and throws to stop. */
  checkpoint(): Promise<void>;
  /**
   * Greedy decoding and sampling: called for each token as it is chosen. `text` is what it completes; the sequences
   * of all prompts are numbered through (prompt · num_return_sequences + sequence).
   */
  onToken?(sequence: number, index: number, tokenId: number, text: string): void;
  /** Greedy decoding and sampling: called for each choice, before `onToken`. */
  onChoice?(choice: TokenChoice): void;
  /** Beams: called for each step of each prompt with all that was considered, best first. */
  onCandidates?(prompt: number, candidates: readonly BeamCandidate[]): void;
  /**
   * Beams: called after each step, since text that a later step may take back is none yet. `total` is the most steps
   * that there can be.
   */
  onStep?(step: number, total: number): void;
}

export interface GeneratedSequence {
  /** What was written, the end token included. */
  tokenIds: number[];
  /** What it adds to the text of the prompt. */
  text: string;
  /** The length limit or the context was reached; the model wrote an end token; a stop string was completed. */
  finishReason: 'length' | 'stop' | 'stop_string';
  /** Beams alone: transformers' `sequences_scores`, the sum of log-probabilities over length ** length_penalty. */
  score: number | null;
  /** For each token its log-probability and the likeliest ones; null without `output_scores`. */
  tokens: TokenScore[] | null;
}

/**
 * Continues prompts token by token, as transformers' `generate`: greedy decoding, sampling, beam search, or beam
 * sampling, by `num_beams` and `do_sample`. A prompt is read once, however many sequences go on from it.
 * @returns for each prompt its `num_return_sequences` sequences, best first where there are beams
 */
export async function generateTokens(request: GenerationRequest): Promise<GeneratedSequence[][]> {
  const { session, prompts, options, model } = request;
  const limits = lengthLimits(options, prompts[0]?.length ?? 0, model.contextLength);
  try {
    return options.num_beams > 1 ? await decodeBeams(request, limits) : await decodeRows(request, limits);
  } finally {
    await session.dispose();
  }
}
