/**
 * A text in which every character remembers the range of the original text it came from, through all that a tokenizer
 * does to it. The rules are those of NormalizedString in Hugging Face's tokenizers, so that offsets come out equal;
 * ranges are in UTF-16 units, so that they slice a JavaScript string.
 */
export interface TrackedText {
  /** Code points. */
  chars: string[];
  /** For each of `chars`, where it begins and ends in the original. */
  starts: number[];
  ends: number[];
  /** Where this part of the text begins in the original. */
  origin: number;
}

/** A character that is written, and what it does to those that are read. */
export interface Change {
  char: string;
  /** 0 takes the place of one character; 1 is added after the last one read; -n swallows n more characters. */
  by: number;
}

/** @param origin where `text` begins in the original */
export function track(text: string, origin = 0): TrackedText {
  const tracked: TrackedText = { chars: [], starts: [], ends: [], origin };
  let position = origin;
  for (const char of text) {
    // Half of a character (a lone surrogate) has no UTF-8: tokenizers see the replacement character.
    append(
      tracked,
      char.length === 1 && /[\ud800-\udfff]/.test(char) ? '\ufffd' : char,
      position,
      position + char.length,
    );
    position += char.length;
  }
  return tracked;
}

export const plain = (text: TrackedText): string => text.chars.join('');

function append(text: TrackedText, char: string, start: number, end: number): void {
  text.chars.push(char);
  text.starts.push(start);
  text.ends.push(end);
}

/** @param removed characters dropped before the first change */
export function transform(text: TrackedText, changes: Iterable<Change>, removed = 0): TrackedText {
  const result: TrackedText = { chars: [], starts: [], ends: [], origin: text.origin };
  let next = removed;
  for (const { char, by } of changes) {
    const from = Math.min(by > 0 ? next - 1 : next, text.chars.length - 1);
    append(result, char, text.starts[from] ?? text.origin, text.ends[from] ?? text.origin);
    if (by <= 0) next += 1 - by;
  }
  return result;
}

/** Writes something else for each character: one character or more, all with its range. */
export function mapChars(text: TrackedText, write: (char: string) => string): TrackedText {
  const result: TrackedText = { chars: [], starts: [], ends: [], origin: text.origin };
  for (let i = 0; i < text.chars.length; i++) {
    const char = text.chars[i] ?? '';
    const written = write(char);
    const start = text.starts[i] ?? 0;
    const end = text.ends[i] ?? 0;
    if (written === char) append(result, char, start, end);
    else for (const other of written) append(result, other, start, end);
  }
  return result;
}

/** Answers once for each character: texts have few different ones, and regular expressions are slow. */
export function perChar<T>(answer: (char: string) => T): (char: string) => T {
  const known = new Map<string, T>();
  return (char) => {
    let value = known.get(char);
    if (value === undefined && !known.has(char)) {
      value = answer(char);
      known.set(char, value);
    }
    return value as T;
  };
}

export function filterChars(text: TrackedText, keep: (char: string) => boolean): TrackedText {
  const result: TrackedText = { chars: [], starts: [], ends: [], origin: text.origin };
  for (const [index, char] of text.chars.entries()) {
    if (keep(char)) append(result, char, text.starts[index] ?? 0, text.ends[index] ?? 0);
  }
  return result;
}

/** The prefix gets the range of the first character. */
export function prepend(text: TrackedText, prefix: string): TrackedText {
  if (text.chars.length === 0) return text;
  const [start = 0] = text.starts;
  const [end = 0] = text.ends;
  const added = Array.from(prefix);
  return {
    chars: [...added, ...text.chars],
    starts: [...added.map(() => start), ...text.starts],
    ends: [...added.map(() => end), ...text.ends],
    origin: text.origin,
  };
}

/** What takes the place of a match gets the range of the last character of the match. */
export function replaceMatches(text: TrackedText, pattern: RegExp, content: string): TrackedText {
  const result: TrackedText = { chars: [], starts: [], ends: [], origin: text.origin };
  for (const { from, to, match } of segments(text, pattern)) {
    if (!match) {
      for (let i = from; i < to; i++) append(result, text.chars[i] ?? '', text.starts[i] ?? 0, text.ends[i] ?? 0);
      continue;
    }
    const last = Math.max(to - 1, 0);
    for (const char of content) append(result, char, text.starts[last] ?? text.origin, text.ends[last] ?? text.origin);
  }
  return result;
}

export function slice(text: TrackedText, from: number, to: number): TrackedText {
  return {
    chars: text.chars.slice(from, to),
    starts: text.starts.slice(from, to),
    ends: text.ends.slice(from, to),
    origin: text.starts[from] ?? text.origin,
  };
}

/** A stretch of characters, `from` to before `to`. */
export interface Segment {
  from: number;
  to: number;
  match: boolean;
}

/** Cuts a text into matches and what lies between them. Empty stretches between matches are left out. */
export function segments(text: TrackedText, pattern: RegExp): Segment[] {
  const found: Segment[] = [];
  let unit = 0;
  let char = 0;
  /** Character index of a UTF-16 index; asked in rising order. */
  const charAt = (target: number) => {
    while (unit < target) unit += text.chars[char++]?.length ?? 1;
    return char;
  };
  let last = 0;
  for (const { index, 0: matched } of plain(text).matchAll(pattern)) {
    const from = charAt(index);
    const to = charAt(index + matched.length);
    if (from > last) found.push({ from: last, to: from, match: false });
    if (to > from) found.push({ from, to, match: true });
    last = to;
  }
  if (last < text.chars.length) found.push({ from: last, to: text.chars.length, match: false });
  return found;
}
