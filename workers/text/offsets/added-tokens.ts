import { escapeRegExp } from './component';
import { plain, slice, type TrackedText } from './tracked-text';

/** An entry of `added_tokens` in `tokenizer.json`: a text that is always one token. */
export interface AddedToken {
  id: number;
  content: string;
  single_word: boolean;
  lstrip: boolean;
  rstrip: boolean;
  special: boolean;
  normalized: boolean;
}

/** A stretch of text, or an added token. */
export interface Section {
  text: TrackedText;
  token: AddedToken | null;
}

const WORD_END = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const WORD_START = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const SPACE = /^\p{White_Space}$/u;

/**
 * Finds added tokens in a text, the leftmost and then the longest first. Spaces that `lstrip` and `rstrip` swallow
 * belong to the token's range.
 * @param contents the text that each token is looked for by
 */
export function createAddedTokenSplitter(contents: ReadonlyMap<string, AddedToken>): (text: TrackedText) => Section[] {
  if (contents.size === 0) return (text) => [{ text, token: null }];
  const byLength = [...contents.keys()].filter((content) => content !== '').sort((a, b) => b.length - a.length);
  const pattern = new RegExp(byLength.map(escapeRegExp).join('|'), 'gu');
  return (text) => {
    const sections: Section[] = [];
    let last = 0;
    const upTo = (from: number, to: number, token: AddedToken | null) => {
      if (to > from) sections.push({ text: { ...slice(text, from, to), origin: originOf(text, from) }, token });
    };
    for (const match of matches(text, pattern)) {
      const token = contents.get(match.content);
      if (!token || (token.single_word && !standsAlone(text, match.from, match.to))) continue;
      let { from, to } = match;
      while (token.lstrip && from > last && SPACE.test(text.chars[from - 1] ?? '')) from -= 1;
      while (token.rstrip && to < text.chars.length && SPACE.test(text.chars[to] ?? '')) to += 1;
      upTo(last, from, null);
      upTo(from, to, token);
      last = to;
    }
    upTo(last, text.chars.length, null);
    return sections;
  };
}

const originOf = (text: TrackedText, from: number): number =>
  from === 0 ? text.origin : (text.starts[from] ?? text.origin);

function matches(text: TrackedText, pattern: RegExp): { content: string; from: number; to: number }[] {
  const found: { content: string; from: number; to: number }[] = [];
  let unit = 0;
  let char = 0;
  for (const { index, 0: content } of plain(text).matchAll(pattern)) {
    while (unit < index) unit += text.chars[char++]?.length ?? 1;
    found.push({ content, from: char, to: char + Array.from(content).length });
  }
  return found;
}

const standsAlone = (text: TrackedText, from: number, to: number): boolean =>
  !(from > 0 && WORD_END.test(text.chars[from - 1] ?? '')) && !WORD_START.test(text.chars[to] ?? '');
