import { PYTHON_SPACE } from './python-space.ts';

/**
 * Whose cleaning of texts: 'slow' is CLIPTokenizer of transformers where ftfy is not installed, which is what
 * StableDiffusionPipeline uses; 'fast' is CLIPTokenizerFast. They differ in control characters, in Chinese characters,
 * which 'slow' makes words of their own, and in rare lower case letters. With ftfy installed CLIPTokenizer is like 'fast'
 * for texts in which ftfy finds nothing to repair.
 */
export type Cleaning = 'slow' | 'fast';

const CONTROL = /(?![\t\n\r])\p{C}|\ufffd/gu;
const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
const PYTHON_SPACES = new RegExp(`${PYTHON_SPACE}+`, 'g');
// Python compares without regard to case: the long s counts as s, and U+0345, a mark that is an iota in upper case, is
// neither letter nor sign, so that it only separates.
const SEPARATING_MARK = /\u0345/g;
const SLOW_WORD =
  /<\|[sſ]tartoftext\|>|<\|endoftext\|>|'(?:[stmdſ]|re|ve|ll)|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;

const UNPAIRED = /\p{Cs}/gu;
const SPACES = /\p{White_Space}+/gu;
const SPECIAL = /(<\|startoftext\|>|<\|endoftext\|>)/;
const FAST_WORD = /'(?:[stmd]|re|ve|ll)|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;

/** The words of a text as CLIP knows them: runs of letters, single digits, runs of punctuation, contractions' endings. */
export function clipWords(text: string, cleaning: Cleaning): string[] {
  if (cleaning === 'slow') return cleanSlow(text).match(SLOW_WORD) ?? [];
  // What SPECIAL captures is every second part.
  return cleanFast(text)
    .split(SPECIAL)
    .flatMap((part, index) => (index % 2 === 1 ? [part] : (part.match(FAST_WORD) ?? [])));
}

const cleanSlow = (text: string): string =>
  text
    .replace(CONTROL, '')
    .replace(CHINESE, ' $& ')
    .normalize('NFC')
    .replace(SEPARATING_MARK, ' ')
    .replace(PYTHON_SPACES, ' ')
    .toLowerCase();

/** In lower case letter by letter, so that a final sigma is like any other. */
const cleanFast = (text: string): string =>
  Array.from(text.replace(UNPAIRED, '').normalize('NFC').replace(SPACES, ' '), (letter) => letter.toLowerCase()).join(
    '',
  );
