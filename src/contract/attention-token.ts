/** One token as a model that shows its attention reads or writes it. */
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
