import type { ChatMessage } from '../../../src/contract/task';

/**
 * One batch of sequences being decoded. All rows have the same length; `prefill` and `step` resolve to the logits of
 * each row's last position, [vocabulary] each.
 */
export interface DecoderSession {
  /** Reads the prompts, all of one length. To be called once. */
  prefill(rows: readonly (readonly number[])[]): Promise<Float32Array[]>;
  /** Reads one more token for each row. */
  step(tokens: readonly number[]): Promise<Float32Array[]>;
  /**
   * From here on there are `sources.length` rows, and row i goes on from all that row `sources[i]` has read. A source
   * may appear several times, or not at all.
   */
  reorder(sources: readonly number[]): Promise<void>;
  /** Gives the cache back. */
  dispose(): Promise<void>;
}

/** What decoding needs to know of a model, whatever kind it is. */
export interface DecodingModel {
  /** The most positions of the decoder, prompt and continuation together. */
  contextLength: number;
  /** Tokens that end a sequence. */
  endTokenIds: ReadonlySet<number>;
  padTokenId: number;
  /** Text of tokens, special ones left out. */
  decode(ids: number[]): string;
}

/** A decoder that continues texts; nothing here knows of a runtime, so that a toy model can stand in for tests. */
export interface LanguageModel extends DecodingModel {
  encode(text: string): number[];
  /** Whether the tokenizer says how a conversation is written down. */
  hasChatTemplate: boolean;
  /** A conversation as the model was trained to read it, up to where the assistant's answer begins. */
  encodeChat(messages: readonly ChatMessage[]): number[];
  openSession(): DecoderSession;
}
