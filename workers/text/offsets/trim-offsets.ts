import type { ComponentConfig } from './component';
import type { TextEncoding } from './text-encoder';

const LEADING = /^[Ġ\p{White_Space}]*/u;
const TRAILING = /[Ġ\p{White_Space}]*$/u;

/** Byte-level tokenizers may leave the spaces that belong to a token out of its offsets: `trim_offsets`. */
export function createOffsetTrimmer(
  processor: ComponentConfig | null,
): (text: string, offsets: TextEncoding['offsets'], surfaces: readonly string[]) => void {
  const trimming = stepsOf(processor).filter(
    ({ type, trim_offsets }) => (type === 'ByteLevel' || type === 'RobertaProcessing') && trim_offsets !== false,
  );
  return (text, offsets, surfaces) => {
    for (const { add_prefix_space } of trimming) {
      for (const [index, range] of offsets.entries()) {
        const prefixed = add_prefix_space !== false && (index === 0 || range[0] === 0);
        trim(text, range, surfaces[index] ?? '', prefixed);
      }
    }
  };
}

const stepsOf = (processor: ComponentConfig | null): ComponentConfig[] =>
  processor?.type === 'Sequence' ? ((processor.processors ?? []) as ComponentConfig[]) : processor ? [processor] : [];

/** @param prefixed whether the first space was put before the text, and no offset counts it */
function trim(text: string, range: [number, number], surface: string, prefixed: boolean): void {
  const leading = LEADING.exec(surface)?.[0].length ?? 0;
  const trailing = TRAILING.exec(surface)?.[0].length ?? 0;
  for (let i = prefixed ? 1 : 0; i < leading && range[0] < range[1]; i++) range[0] += widthAt(text, range[0]);
  for (let i = 0; i < trailing && range[1] > range[0]; i++) range[1] -= isSecondHalf(text, range[1] - 1) ? 2 : 1;
}

const widthAt = (text: string, index: number): number => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
const isSecondHalf = (text: string, index: number): boolean => index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
