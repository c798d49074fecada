/** A stretch of a text, in UTF-16 units; `text.slice(start, end)` is what it says. */
export interface Span {
  start: number;
  end: number;
}

/** A full stop behind these ends no sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|No|M|Mme|Mlle|[A-Z])\.\s*$/;

/**
 * The sentences of a text by Unicode's rules (UAX 29), without the white space around them; titles, initials and
 * speech in mid-sentence do not end one. A line that is blank belongs to none.
 * @param language a BCP 47 tag; the rules hardly differ
 */
export function sentencesOf(text: string, language = 'en'): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { segment, index } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    const end = index + segment.length;
    if (end < text.length && goesOn(text.slice(start, end), text.slice(end, end + 1))) continue;
    const span = trimmed(text, { start, end });
    if (span.end > span.start) spans.push(span);
    start = end;
  }
  return spans;
}

/** After a title, an initial, or speech that is followed by a small letter ("Why?" she asked). */
const goesOn = (sentence: string, next: string): boolean =>
  !sentence.endsWith('\n') && (ABBREVIATION.test(sentence) || (/["”’»]\s*$/.test(sentence) && /\p{Ll}/u.test(next)));

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return { start: end - part.trimStart().length, end: start + part.trimEnd().length };
}

/**
 * Packs sentences, in order, into parts of at most `room` tokens each; a sentence that is longer stands alone.
 * @param tokens the number of tokens of each sentence
 * @returns lists of sentence numbers
 */
export function packSentences(tokens: readonly number[], room: number): number[][] {
  const parts: number[][] = [];
  let filled = 0;
  for (const [sentence, count] of tokens.entries()) {
    const last = parts.at(-1);
    if (last && filled + count <= room) {
      last.push(sentence);
      filled += count;
    } else {
      parts.push([sentence]);
      filled = count;
    }
  }
  return parts;
}
