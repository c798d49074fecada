import { IncrementalDecoder } from './incremental-decoder';
import type { DecodingModel } from './language-model';
import type { ScoredToken, TokenScore } from './token-scores';

export interface DescribedToken extends ScoredToken {
  /** What the token adds to a text; empty for special tokens and for a part of a character. */
  text: string;
}

/** A token that was written, and what else could have stood there. */
export interface WrittenToken extends DescribedToken {
  alternatives: DescribedToken[];
}

/** Puts words to token ids, spaces at word borders included. */
export class TokenTexts {
  private readonly known = new Map<number, string>();

  constructor(private readonly model: Pick<DecodingModel, 'decode'>) {}

  /** The texts of the written tokens, joined, are the written text. */
  describe(prompt: readonly number[], tokens: readonly TokenScore[]): WrittenToken[] {
    const decoder = new IncrementalDecoder((ids) => this.model.decode(ids), prompt);
    const anchor = prompt.at(-1);
    return tokens.map(({ id, logprob, alternatives }) => ({
      id,
      logprob,
      text: decoder.push(id),
      alternatives: alternatives.map((one) => ({ ...one, text: this.textOf(one.id, anchor) })),
    }));
  }

  /**
   * What a token would add to a text.
   * @param anchor a token before it, since tokenizers drop a space at the beginning of a text
   */
  textOf(id: number, anchor: number | undefined): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const before = anchor === undefined ? '' : this.model.decode([anchor]);
    const text = this.model.decode(anchor === undefined ? [id] : [anchor, id]).slice(before.length);
    this.known.set(id, text);
    return text;
  }
}
