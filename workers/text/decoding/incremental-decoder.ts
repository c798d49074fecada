/** The character that stands for an incomplete one: byte-level tokens may split a character in two. */
const INCOMPLETE = '\uFFFD';

/** The last tokens that are decoded again each time, so that spaces between words come out right. */
const OVERLAP = 6;

/**
 * Turns a growing list of tokens into text, piece by piece. The pieces joined are the decoded whole, whatever the
 * tokenizer does at word borders; only a short tail is decoded at each step.
 */
export class IncrementalDecoder {
  private readonly ids: number[];
  private start = 0;
  private emitted: number;

  /** @param before tokens whose text is there already: the first piece is what follows them */
  constructor(
    private readonly decodeTokens: (ids: number[]) => string,
    before: readonly number[] = [],
  ) {
    this.ids = before.slice(-OVERLAP);
    this.emitted = this.ids.length;
  }

  /** Adds a token and gives the text that it completes; empty while a character is incomplete. */
  push(id: number): string {
    this.ids.push(id);
    const before = this.decode(this.ids.slice(this.start, this.emitted));
    const now = this.decode(this.ids.slice(this.start));
    if (now.endsWith(INCOMPLETE)) return '';
    const piece = now.slice(before.length);
    this.emitted = this.ids.length;
    this.start = Math.max(this.start, this.emitted - OVERLAP);
    return piece;
  }

  /** What is left when no more tokens come: an incomplete character is shown as such. */
  flush(): string {
    const before = this.decode(this.ids.slice(this.start, this.emitted));
    const rest = this.decode(this.ids.slice(this.start)).slice(before.length);
    this.emitted = this.ids.length;
    return rest;
  }

  /** Tokenizers refuse to decode nothing. */
  private decode(ids: number[]): string {
    return ids.length > 0 ? this.decodeTokens(ids) : '';
  }
}
