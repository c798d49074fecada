import type { ComponentConfig } from './component';
import { slice, type TrackedText } from './tracked-text';

/** Characters that are normalised and cut into words at a time: some tens of milliseconds. */
const STRETCH = 20_000;

const SPACE = /^\p{White_Space}$/u;

/**
 * Cuts a long text where it may be normalised and pre-tokenized part by part, and nothing comes out differently: before
 * a space that stands alone between two words. That holds of BERT's rules, which look at no more than a character and
 * its marks and drop the spaces, and of the byte-level ones without a normalizer, where a word takes the space before
 * it. Other rules (SentencePiece's among them) join or strip spaces, so that their texts stay whole; so do they where an
 * added token may take spaces along.
 */
export function createStretcher(
  normalizer: ComponentConfig | null,
  preTokenizer: ComponentConfig | null,
  addedTokens: boolean,
): (text: TrackedText) => TrackedText[] {
  const bert =
    (normalizer === null || normalizer.type === 'BertNormalizer') && preTokenizer?.type === 'BertPreTokenizer';
  const byteLevel = normalizer === null && preTokenizer?.type === 'ByteLevel' && preTokenizer.use_regex !== false;
  return addedTokens || !(bert || byteLevel) ? (text) => [text] : stretchesOf;
}

function stretchesOf(text: TrackedText): TrackedText[] {
  const { chars } = text;
  const stretches: TrackedText[] = [];
  let from = 0;
  for (let to = STRETCH; to < chars.length; to++) {
    if (chars[to] !== ' ' || isSpace(chars[to - 1]) || isSpace(chars[to + 1])) continue;
    stretches.push(slice(text, from, to));
    from = to;
    to += STRETCH;
  }
  return from === 0 ? [text] : [...stretches, slice(text, from, chars.length)];
}

const isSpace = (char: string | undefined): boolean => char === undefined || SPACE.test(char);
