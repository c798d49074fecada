import { BYTE_CHARACTERS } from './byte-alphabet.ts';

export const END_OF_WORD = '</w>';

interface Merge {
  rank: number;
  joined: number;
}

/** Byte-pair encoding (Sennrich et al., 2016) with an end-of-word mark, in the order of CLIP's first implementation. */
export class BytePairs {
  private readonly pieces: string[] = [];
  private readonly numbers = new Map<string, number>();
  /** By the numbers of both pieces; a number for a pair is faster to look up than two strings. */
  private readonly merges = new Map<number, Merge>();
  private readonly stride: number;

  constructor(merges: readonly (readonly [string, string])[]) {
    this.stride = 3 * merges.length + 2 * BYTE_CHARACTERS.length;
    for (const character of BYTE_CHARACTERS) {
      this.numberOf(character);
      this.numberOf(character + END_OF_WORD);
    }
    for (const [rank, [left, right]] of merges.entries())
      this.merges.set(this.numberOf(left) * this.stride + this.numberOf(right), {
        rank,
        joined: this.numberOf(left + right),
      });
  }

  /** The pieces of a word that is written in byte characters and not empty. */
  split(word: string): string[] {
    const letters = [...word];
    let parts = letters.map((letter, index) =>
      this.numberOf(index < letters.length - 1 ? letter : letter + END_OF_WORD),
    );
    for (let first = this.firstMerge(parts); first; first = this.firstMerge(parts)) parts = this.joinAll(parts, first);
    return parts.map((part) => this.pieces[part] ?? '');
  }

  private numberOf(piece: string): number {
    const known = this.numbers.get(piece);
    if (known !== undefined) return known;
    this.numbers.set(piece, this.pieces.length);
    return this.pieces.push(piece) - 1;
  }

  /** The merge of the lowest rank among all neighbours. */
  private firstMerge(parts: readonly number[]): Merge | null {
    let first: Merge | null = null;
    for (let index = 1; index < parts.length; index++) {
      const merge = this.mergeAt(parts, index);
      if (merge && (!first || merge.rank < first.rank)) first = merge;
    }
    return first;
  }

  private mergeAt(parts: readonly number[], index: number): Merge | undefined {
    return this.merges.get((parts[index - 1] ?? 0) * this.stride + (parts[index] ?? 0));
  }

  /** Every occurrence of one merge, from left to right. */
  private joinAll(parts: readonly number[], merge: Merge): number[] {
    const result: number[] = [];
    for (let index = 0; index < parts.length; index++) {
      if (index + 1 < parts.length && this.mergeAt(parts, index + 1) === merge) {
        result.push(merge.joined);
        index++;
      } else result.push(parts[index] ?? 0);
    }
    return result;
  }
}
