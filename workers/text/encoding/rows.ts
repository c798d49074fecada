import type { TextEncoding } from '../offsets/text-encoder';

/** A place in what a model reads: a special token, or where a text goes. */
export type Slot = { id: number; type: number } | { sequence: 0 | 1; type: number };

/** How a tokenizer arranges one text, or two, among its special tokens. */
export interface Frame {
  single: readonly Slot[];
  pair: readonly Slot[];
}

/** One line of a batch: what the model reads, and where each token came from. */
export interface Row {
  ids: number[];
  types: number[];
  /** For each token the text it belongs to and its index there; null for special tokens. */
  sources: ({ sequence: 0 | 1; index: number } | null)[];
  /** The first tokens that the model attends to; all of them where it is left out. What follows is padding. */
  attended?: number;
}

/** The tokens of a text from `from` to before `to`. */
export interface Stretch {
  encoding: TextEncoding;
  from: number;
  to: number;
}

export const whole = (encoding: TextEncoding): Stretch => ({ encoding, from: 0, to: encoding.ids.length });

/** Where a token of a stretch begins and ends in the text. */
export const offsetsIn = ({ encoding, from }: Pick<Stretch, 'encoding' | 'from'>, index: number): [number, number] =>
  (index === from ? encoding.windowOffsets : encoding.offsets)[index] ?? [0, 0];

export const specialCount = (slots: readonly Slot[]): number => slots.filter((slot) => 'id' in slot).length;

export function buildRow(slots: readonly Slot[], texts: readonly Stretch[]): Row {
  const row: Row = { ids: [], types: [], sources: [] };
  for (const slot of slots) {
    if ('id' in slot) {
      row.ids.push(slot.id);
      row.types.push(slot.type);
      row.sources.push(null);
      continue;
    }
    const text = texts[slot.sequence];
    for (let index = text?.from ?? 0; index < (text?.to ?? 0); index++) {
      row.ids.push(text?.encoding.ids[index] ?? 0);
      row.types.push(slot.type);
      row.sources.push({ sequence: slot.sequence, index });
    }
  }
  return row;
}
