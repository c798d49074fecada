import { softmax } from '../decoding/softmax';
import { offsetsIn, type Row } from '../encoding/rows';
import type { TextEncoding } from '../offsets/text-encoder';
import type { PreEntity } from './entities';

export interface SubwordRules {
  /** Whether the tokenizer marks tokens that continue a word (WordPiece's `##`). */
  marksSubwords: boolean;
  unknownId: number | undefined;
}

/**
 * The tokens of a row with their probabilities, special tokens left out: `gather_pre_entities` of the Python pipeline.
 * @param logits for each token of the row the logits of all labels
 */
export function gatherPreEntities(
  text: string,
  encoding: TextEncoding,
  row: Row,
  logits: Float32Array,
  labels: number,
  { marksSubwords, unknownId }: SubwordRules,
): PreEntity[] {
  const entities: PreEntity[] = [];
  const from = row.sources.find((source) => source !== null)?.index ?? 0;
  for (const [index, source] of row.sources.entries()) {
    if (!source) continue;
    const [start, end] = offsetsIn({ encoding, from }, source.index);
    const reference = text.slice(start, end);
    const token = encoding.tokens[source.index] ?? '';
    const unknown = unknownId !== undefined && row.ids[index] === unknownId;
    // Without marks all that is known is whether a space comes before the token.
    const continues = marksSubwords ? lengthOf(token) !== lengthOf(reference) : start > 0 && !spaceAround(text, start);
    entities.push({
      word: unknown ? reference : token,
      scores: softmax(logits.subarray(index * labels, (index + 1) * labels)),
      start,
      end,
      index,
      is_subword: !unknown && continues,
    });
  }
  return entities;
}

/** In characters, as Python counts them. */
const lengthOf = (text: string): number => Array.from(text).length;

/** Whether the character before a place, or the one at it, is a space. */
const spaceAround = (text: string, place: number): boolean => text.slice(place - 1, place + 1).includes(' ');
