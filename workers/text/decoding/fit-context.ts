import type { GenerationOptions } from './generation-options';

export interface FittedPrompt {
  ids: number[];
  /** Tokens that were cut from the left. */
  cut: number;
  /** Tokens that can be written after the prompt. */
  room: number;
}

/**
 * Cuts a prompt from the left where it leaves too little of the context to write in: room is kept for what was asked
 * for, but for no more than a quarter of the context.
 */
export function fitContext(
  ids: number[],
  options: Pick<GenerationOptions, 'max_new_tokens' | 'max_length'>,
  contextLength: number,
): FittedPrompt {
  const { max_new_tokens, max_length } = options;
  const wanted = max_new_tokens ?? (max_length === null ? contextLength : Math.max(1, max_length - ids.length));
  const longest = contextLength - Math.min(wanted, Math.floor(contextLength / 4));
  const kept = ids.slice(-longest);
  return { ids: kept, cut: ids.length - kept.length, room: contextLength - kept.length };
}
