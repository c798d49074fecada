import type { ComponentConfig } from './component';
import type { TextEncoding } from './text-encoder';

const LEADING = /^[Ġ\p{White_Space}]*/u;
const TRAILING = /[Ġ\p{White_Space}]*$/u;

/**
 * Byte-level tokenizers may leave the spaces that belong to a token out of its offsets: `trim_offsets`. With
 * `add_prefix_space` they take the first space of a first token for the one that they put there themselves, and leave
 * it; of later windows, too, where the space is the text's own.
 * @returns trims the offsets in place, and gives those that each token has where a window begins with it
 */
export function createOffsetTrimmer(
  processor: ComponentConfig | null,
): (text: string, offsets: TextEncoding['offsets'], surfaces: readonly string[]) => TextEncoding['offsets'] {
  const trimming = stepsOf(processor).filter(
    ({ type, trim_offsets }) => (type === 'ByteLevel' || type === 'RobertaProcessing') && trim_offsets !== false,
  );
  const prefixing = trimming.some(({ add_prefix_space }) => add_prefix_space !== false);
  return (text, offsets, surfaces) => {
    const firsts = prefixing ? offsets.map(([start, end]): [number, number] => [start, end]) : offsets;
    for (const { add_prefix_space } of trimming) {
      const prefixes = add_prefix_space !== false;
      for (const [index, range] of offsets.entries()) {
        const spaces = spacesOf(surfaces[index] ?? '');
        const first = firsts[index];
        if (prefixing && first) trim(text, first, spaces, prefixes);
        trim(text, range, spaces, prefixes && (index === 0 || range[0] === 0));
      }
    }
    return firsts;
  };
}

const stepsOf = (processor: ComponentConfig | null): ComponentConfig[] =>
  processor?.type === 'Sequence' ? ((processor.processors ?? []) as ComponentConfig[]) : processor ? [processor] : [];

interface Spaces {
  leading: number;
  trailing: number;
}

const spacesOf = (surface: string): Spaces => ({
  leading: LEADING.exec(surface)?.[0].length ?? 0,
  trailing: TRAILING.exec(surface)?.[0].length ?? 0,
});

/** @param prefixed whether the first space counts as put before the text, where no offset covers it */
function trim(text: string, range: [number, number], { leading, trailing }: Spaces, prefixed: boolean): void {
  for (let i = prefixed ? 1 : 0; i < leading && range[0] < range[1]; i++) range[0] += widthAt(text, range[0]);
  for (let i = 0; i < trailing && range[1] > range[0]; i++) range[1] -= isSecondHalf(text, range[1] - 1) ? 2 : 1;
}

const widthAt = (text: string, index: number): number => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
const isSecondHalf = (text: string, index: number): boolean => index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
