import { diffChars, diffWordsWithSpace } from 'diff';

/** A stretch of one text or the other: in both, in the original alone (`lost`), in the decoded one alone (`added`). */
export interface DifferencePart {
  kind: 'same' | 'lost' | 'added';
  text: string;
}

/** Edits up to which texts are compared character by character; the time grows with their square. */
const MOST_EDITS = 600;
/** The same for the coarser comparison, word by word. */
const MOST_WORD_EDITS = 1200;

/**
 * Where a decoded text differs from what was encoded, in order. Texts with a great many differences are compared word by
 * word, and those with more still are given as lost and added as a whole.
 */
export function textDifference(original: string, decoded: string): DifferencePart[] {
  if (original === decoded) return original === '' ? [] : [{ kind: 'same', text: original }];
  const changes =
    diffChars(original, decoded, { maxEditLength: MOST_EDITS }) ??
    diffWordsWithSpace(original, decoded, { maxEditLength: MOST_WORD_EDITS });
  if (!changes) {
    return [
      { kind: 'lost', text: original },
      { kind: 'added', text: decoded },
    ];
  }
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'lost' : 'same',
    text: value,
  }));
}
