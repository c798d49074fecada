import type { TokenizerFacts } from '../../contract/tokenizer-facts';

/** A list of numbers, as JSON has it or as a typed array, which is quicker to hand from worker to page. */
export type Numbers = ArrayLike<number>;

/** A stretch of tokens that truncation took away; `start` and `end` are UTF-16 units of its text. */
export interface CutTokens {
  sequence: 0 | 1;
  tokens: number;
  start: number;
  end: number;
}

/** One row of what a model reads. Lists have one entry for each token, `offsets` and `bytes` two: start and end. */
export interface TokenRow {
  ids: Numbers;
  /** What `convert_ids_to_tokens` gives. */
  tokens: readonly string[];
  attention_mask: Numbers;
  token_type_ids: Numbers;
  /** 1 for tokens that are put around the texts, and for padding. */
  special_tokens_mask: Numbers;
  /** 0 for the text, 1 for its pair, -1 for special tokens. */
  sequence_ids: Numbers;
  /** -1 for special tokens. */
  word_ids: Numbers;
  /** UTF-16 units of the token's text; 0 and 0 for special tokens. */
  offsets: Numbers;
  /** The same in bytes of UTF-8. */
  bytes: Numbers;
  cut: readonly CutTokens[];
}

/** A batch as tokens, with what is needed to show it. */
export interface Tokenized {
  /** What was read: the texts as they were given, or the conversation as one text. */
  texts: readonly string[];
  pairs: readonly string[] | null;
  /** Whether a list was given. */
  batched: boolean;
  /** Whether the text is a conversation, rendered. */
  rendered: boolean;
  rows: readonly TokenRow[];
  facts: TokenizerFacts;
  /** The id of unknown tokens; null where the tokenizer has none. */
  unknownId: number | null;
}

/** A stretch of one text or the other: in both, in the original alone (`lost`), in the decoded one alone (`added`). */
export interface DifferencePart {
  kind: 'same' | 'lost' | 'added';
  text: string;
}

/** Ids as text again, beside the text that they were made from. */
export interface Decoded {
  text: string;
  /** Against the text; null where there were two texts. */
  difference: readonly DifferencePart[] | null;
}

/** What a run keeps beyond its value. */
export interface TokenizerDetails extends Tokenized {
  /** For each row. */
  decoded: readonly Decoded[];
}
