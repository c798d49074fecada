/** What a tokenizer says of itself. Plain JSON. */
export interface TokenizerFacts {
  /** The algorithm that makes tokens of words: WordPiece, BPE, Unigram, WordLevel. */
  algorithm: string;
  /** Whether its alphabet are bytes (GPT-2's), so that no character is unknown. */
  byteLevel: boolean;
  /** Tokens that it knows, added ones counted. */
  vocabulary: number;
  tokenizerClass: string | null;
  /** Null where it says nothing. */
  model_max_length: number | null;
  padding_side: 'left' | 'right';
  truncation_side: 'left' | 'right';
  /** Names and texts of its special tokens, as tokenizer_config.json has them. */
  specialTokens: Readonly<Record<string, string>>;
  /** Whether models that go with it read token_type_ids. */
  tokenTypes: boolean;
  /** Its own chat template, or the default one of several; null where it has none. */
  chat_template: string | null;
}
