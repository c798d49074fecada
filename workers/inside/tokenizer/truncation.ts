import { FailureError } from '../../../src/contract/failure';

/** Hugging Face's truncation strategies; `true` is `longest_first`, `false` is `do_not_truncate`. */
export type TruncationStrategy = boolean | 'longest_first' | 'only_first' | 'only_second';

/**
 * How many tokens of one text, or of both of a pair, are kept, as Hugging Face's tokenizers decide: `longest_first`
 * takes from the longer text until both are equally long, and from then on from both.
 * @param room tokens there is room for, special ones not counted; infinity keeps all
 * @throws FailureError parameter-invalid where `only_first` or `only_second` cannot make it fit
 */
export function keptTokens(
  lengths: readonly [number] | readonly [number, number],
  room: number,
  strategy: TruncationStrategy,
): number[] {
  const [first, second] = lengths;
  const total = first + (second ?? 0);
  if (strategy === false || total <= room) return [...lengths];
  if (room < 0) throw refused('max_length', 'leaves no room for the special tokens', 'Set it higher.');
  if (strategy === 'only_first')
    return [shortened(first, total - room, 'first'), ...(second === undefined ? [] : [second])];
  if (strategy === 'only_second') {
    if (second === undefined) throw refused('truncation', 'is only_second, but there is one text', 'Give text_pair.');
    return [first, shortened(second, total - room, 'second')];
  }
  if (second === undefined) return [room];
  return longestFirst(first, second, room);
}

function longestFirst(first: number, second: number, room: number): [number, number] {
  const [shorter, longer] = first <= second ? [first, second] : [second, first];
  // The shorter text stays whole where half of the room is enough for it.
  const [keptShorter, keptLonger] =
    shorter <= Math.floor(room / 2)
      ? [shorter, Math.min(longer, room - shorter)]
      : [Math.floor(room / 2), Math.ceil(room / 2)];
  return first <= second ? [keptShorter, keptLonger] : [keptLonger, keptShorter];
}

function shortened(length: number, by: number, which: string): number {
  if (length > by) return length - by;
  throw refused(
    'truncation',
    `cuts the ${which} text alone, which is too short to be cut by ${by} tokens`,
    'Set max_length higher, or truncation to longest_first.',
  );
}

export const refused = (field: string, problem: string, action: string): FailureError =>
  new FailureError({ code: 'parameter-invalid', message: `\`${field}\` ${problem}.`, action, field });
