import { parsePromptAttention } from './attention-syntax.ts';
import type { ClipTokenizer } from './clip-tokenizer.ts';

/** 'weighted' reads AUTOMATIC1111's syntax and makes as many chunks as needed; 'plain' is diffusers: one chunk, cut. */
export type PromptMode = 'plain' | 'weighted';

/** One pass of the text encoder: `modelMaxLength` ids with begin, end and padding, and a weight for each. */
export interface PromptChunk {
  ids: number[];
  weights: number[];
}

export interface PromptChunks {
  /** At least one. */
  chunks: PromptChunk[];
  /** Without begin, end and padding at the end; padding before a BREAK counts, as it takes up room. */
  tokenCount: number;
  /** The text that did not fit, in mode 'plain'; null if nothing was cut. */
  truncated: string | null;
}

/** With this many tokens or fewer after the last comma, they go to the next chunk together. */
const COMMA_PADDING_BACKTRACK = 20;

/**
 * The ids of a prompt for the text encoder. In mode 'plain' all weights are 1 and what is beyond `modelMaxLength` is cut,
 * as StableDiffusionPipeline does; in mode 'weighted' chunks and weights are AUTOMATIC1111's, for a prompt in which
 * promptSchedule has resolved `[from:to:when]`.
 */
export function promptChunks(tokenizer: ClipTokenizer, prompt: string, { mode }: { mode: PromptMode }): PromptChunks {
  return mode === 'plain' ? plainChunk(tokenizer, prompt) : weightedChunks(tokenizer, prompt);
}

/** The prompts with as many chunks each as the longest has, by empty chunks at the end; e.g. prompt and negative prompt. */
export function padToSameLength(
  tokenizer: ClipTokenizer,
  prompts: readonly (readonly PromptChunk[])[],
): PromptChunk[][] {
  const longest = Math.max(0, ...prompts.map((chunks) => chunks.length));
  return prompts.map((chunks) => [
    ...chunks,
    ...Array.from({ length: longest - chunks.length }, () => finished(tokenizer, { ids: [], weights: [] })),
  ]);
}

function plainChunk(tokenizer: ClipTokenizer, prompt: string): PromptChunks {
  const { bosTokenId, eosTokenId, padTokenId, modelMaxLength } = tokenizer;
  const all = tokenizer.encode(prompt);
  const ids = [bosTokenId, ...all.slice(0, modelMaxLength - 2), eosTokenId];
  while (ids.length < modelMaxLength) ids.push(padTokenId);
  return {
    chunks: [{ ids, weights: ids.map(() => 1) }],
    tokenCount: all.length,
    truncated: all.length > modelMaxLength - 2 ? tokenizer.decode(all.slice(modelMaxLength - 2)) : null,
  };
}

function weightedChunks(tokenizer: ClipTokenizer, prompt: string): PromptChunks {
  const builder = new ChunkBuilder(tokenizer);
  for (const { text, weight } of parsePromptAttention(prompt)) {
    if (text === 'BREAK' && weight === -1) builder.endChunk();
    else for (const id of tokenizer.encode(text)) builder.add(id, weight);
  }
  return builder.finish();
}

class ChunkBuilder {
  private readonly tokenizer: ClipTokenizer;
  private readonly room: number;
  private readonly comma: number | undefined;
  private readonly chunks: PromptChunk[] = [];
  private current: PromptChunk = { ids: [], weights: [] };
  private lastComma = -1;
  private tokenCount = 0;

  constructor(tokenizer: ClipTokenizer) {
    this.tokenizer = tokenizer;
    this.room = tokenizer.modelMaxLength - 2;
    this.comma = tokenizer.encode(',')[0];
  }

  add(id: number, weight: number): void {
    const length = this.current.ids.length;
    if (id === this.comma) this.lastComma = length;
    else if (length === this.room && this.lastComma !== -1 && length - this.lastComma <= COMMA_PADDING_BACKTRACK)
      this.moveBehindComma();
    if (this.current.ids.length === this.room) this.endChunk();
    this.current.ids.push(id);
    this.current.weights.push(weight);
  }

  endChunk(): void {
    this.tokenCount += this.room;
    this.push();
  }

  finish(): PromptChunks {
    this.tokenCount += this.current.ids.length;
    if (this.current.ids.length > 0 || this.chunks.length === 0) this.push();
    return { chunks: this.chunks, tokenCount: this.tokenCount, truncated: null };
  }

  private moveBehindComma(): void {
    const behind = this.lastComma + 1;
    const moved = { ids: this.current.ids.splice(behind), weights: this.current.weights.splice(behind) };
    this.endChunk();
    this.current = moved;
  }

  private push(): void {
    this.chunks.push(finished(this.tokenizer, this.current));
    this.current = { ids: [], weights: [] };
    this.lastComma = -1;
  }
}

/** With begin and end, and filled up; where the pad token is another than end, everything after the first end is padding. */
function finished(
  { bosTokenId, eosTokenId, padTokenId, modelMaxLength }: ClipTokenizer,
  chunk: PromptChunk,
): PromptChunk {
  const ids = [bosTokenId, ...chunk.ids];
  const weights = [1, ...chunk.weights];
  while (ids.length < modelMaxLength) {
    ids.push(eosTokenId);
    weights.push(1);
  }
  if (padTokenId !== eosTokenId) ids.fill(padTokenId, ids.indexOf(eosTokenId) + 1);
  return { ids, weights };
}
