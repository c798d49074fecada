/**
 * One batch of sequences being decoded. All rows have the same length; every method resolves to the logits of each
 * row's last position, [vocabulary] each.
 */
export interface DecoderSession {
  /** Reads the prompts. To be called once. */
  prefill(rows: number[][]): Promise<Float32Array[]>;
  /** Reads one more token for each row. */
  step(tokens: number[]): Promise<Float32Array[]>;
  /** Gives the cache back. */
  dispose(): Promise<void>;
}

/** What decoding needs of a model; nothing here knows of a runtime, so that a toy model can stand in for tests. */
export interface LanguageModel {
  /** The most positions, prompt and continuation together. */
  contextLength: number;
  /** Tokens that end a sequence. */
  endTokenIds: ReadonlySet<number>;
  padTokenId: number;
  encode(text: string): number[];
  decode(ids: number[]): string;
  openSession(): DecoderSession;
}
