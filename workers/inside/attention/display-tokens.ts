/** One token as a view shows it. */
export interface AttentionToken {
  id: number;
  /** As the vocabulary has it. */
  token: string;
  /** What it stands for in the text, or the vocabulary's own word without its marks. */
  text: string;
  /** Whether the tokenizer added it: it stands for no part of the text. */
  special: boolean;
  /** Which text it belongs to: 0, or 1 for the second of a pair. */
  sequence: 0 | 1;
}

/** What words begin with in vocabularies of SentencePiece and of byte-level BPE, and what WordPiece's parts begin with. */
const MARKS = /^(?:▁|Ġ|##)/;

/** A token of the vocabulary without the mark of its tokenizer. */
export function plainToken(token: string): string {
  const plain = token.replace(MARKS, '').replaceAll('▁', ' ').replaceAll('Ġ', ' ').replaceAll('Ċ', '⏎');
  return plain === '' ? '␣' : plain;
}
