import { type Component, type ComponentConfig, partsOf, patternOf } from './component';
import { PrecompiledCharsmap } from './precompiled-charsmap';
import {
  type Change,
  filterChars,
  mapChars,
  perChar,
  plain,
  prepend,
  replaceMatches,
  slice,
  type TrackedText,
  transform,
} from './tracked-text';

export type Normalize = (text: TrackedText) => TrackedText;

/** A normalizer of `tokenizer.json` that keeps track of where characters come from. */
export function createNormalizer(config: ComponentConfig | null, component: Component | null): Normalize {
  if (!config) return (text) => text;
  switch (config.type) {
    case 'Sequence': {
      const steps = partsOf(config, component).map(([part, own]) => createNormalizer(part, own));
      return (text) => steps.reduce((result, step) => step(result), text);
    }
    case 'BertNormalizer':
      return (text) => bert(text, config);
    case 'Lowercase':
      return lowercase;
    case 'StripAccents':
      return stripAccents;
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD': {
      const { type } = config;
      return (text) => unicodeForm(text, type);
    }
    case 'Strip':
      return (text) => strip(text, config.strip_left !== false, config.strip_right !== false);
    case 'Prepend':
      return (text) => prepend(text, String(config.prepend ?? ''));
    case 'Replace': {
      const pattern = patternOf(config, component);
      return (text) => replaceMatches(text, pattern, String(config.content ?? ''));
    }
    case 'Precompiled': {
      if (typeof config.precompiled_charsmap !== 'string') return (text) => text;
      const charsmap = new PrecompiledCharsmap(config.precompiled_charsmap);
      return (text) => applyCharsmap(text, charsmap);
    }
    default:
      throw new Error(`Unknown Normalizer type: ${config.type}`);
  }
}

// Character by character: the final sigma of a word is not treated apart.
export const lowercase: Normalize = (text) => mapChars(text, (char) => char.toLowerCase());

const isNoMark = perChar((char) => !/^\p{M}$/u.test(char));
export const stripAccents: Normalize = (text) => filterChars(text, isNoMark);

function strip(text: TrackedText, left: boolean, right: boolean): TrackedText {
  const isSpace = (index: number) => /^\p{White_Space}$/u.test(text.chars[index] ?? '');
  let from = 0;
  let to = text.chars.length;
  while (left && from < to && isSpace(from)) from += 1;
  while (right && to > from && isSpace(to - 1)) to -= 1;
  return { ...slice(text, from, to), origin: text.origin };
}

/** Decomposes, and for the composed forms counts how many decomposed characters went into each one. */
export function unicodeForm(text: TrackedText, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): TrackedText {
  const original = plain(text);
  const normalized = original.normalize(form);
  if (normalized === original) return text;
  const decomposed = form === 'NFC' || form === 'NFD' ? 'NFD' : 'NFKD';
  const widthOf = perChar((char) => Array.from(char.normalize(decomposed)).length);
  const composedOf = perChar((char) => Array.from(char.normalize('NFD')).length);
  const steps: number[] = [];
  for (const char of text.chars) for (let i = 0; i < widthOf(char); i++) steps.push(Math.min(i, 1));
  const changes: Change[] = [];
  let next = 0;
  for (const char of normalized) {
    const width = decomposed === form ? 1 : composedOf(char);
    let by = 1 - width;
    for (let i = 0; i < width; i++) by += steps[next++] ?? 0;
    changes.push({ char, by });
  }
  return transform(text, changes);
}

const CHINESE = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b920, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
] as const;

function isChinese(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return CHINESE.some(([from, to]) => code >= from && code <= to);
}

const isClean = perChar((char) => /^[\t\n\r]$/.test(char) || !/^[\p{Cc}\p{Cf}\p{Co}\ufffd]$/u.test(char));
const withPlainSpace = perChar((char) => (/^\p{White_Space}$/u.test(char) ? ' ' : char));
const apart = perChar((char) => (isChinese(char) ? ` ${char} ` : char));
/** BERT leaves spacing and enclosing marks where they are. */
const isNoAccent = perChar((char) => !/^\p{Mn}$/u.test(char));

function bert(text: TrackedText, config: ComponentConfig): TrackedText {
  let result = text;
  if (config.clean_text) result = mapChars(filterChars(result, isClean), withPlainSpace);
  if (config.handle_chinese_chars) result = mapChars(result, apart);
  if (config.strip_accents ?? config.lowercase) result = filterChars(unicodeForm(result, 'NFD'), isNoAccent);
  return config.lowercase ? lowercase(result) : result;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Longer graphemes are looked up character by character, as the reference does. */
const MAX_GRAPHEME_BYTES = 6;

function applyCharsmap(text: TrackedText, charsmap: PrecompiledCharsmap): TrackedText {
  const encoder = new TextEncoder();
  const changes: Change[] = [];
  let modified = false;
  const replaced = (part: string): boolean => {
    const replacement = charsmap.lookUp(part);
    if (replacement === null) return false;
    modified = true;
    pushReplacement(changes, Array.from(part).length, Array.from(replacement));
    return true;
  };
  for (const { segment } of graphemes.segment(plain(text))) {
    if (encoder.encode(segment).length < MAX_GRAPHEME_BYTES && replaced(segment)) continue;
    for (const char of segment) if (!replaced(char)) changes.push({ char, by: 0 });
  }
  return modified ? transform(text, changes) : text;
}

function pushReplacement(changes: Change[], read: number, written: string[]): void {
  for (const [index, char] of written.entries()) changes.push({ char, by: index < read ? 0 : 1 });
  const last = changes.at(-1);
  if (last && written.length < read) last.by += written.length - read;
}
