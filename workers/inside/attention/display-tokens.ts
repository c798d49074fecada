/** What words begin with in vocabularies of SentencePiece and of byte-level BPE, and what WordPiece's parts begin with. */
const MARKS = /^(?:▁|Ġ|##)/;

/** A token of the vocabulary without the mark of its tokenizer. */
export function plainToken(token: string): string {
  const plain = token.replace(MARKS, '').replaceAll('▁', ' ').replaceAll('Ġ', ' ').replaceAll('Ċ', '⏎');
  return plain === '' ? '␣' : plain;
}
