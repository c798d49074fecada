/** A text with words in the place of its masks, and where they stand (UTF-16 units). */
export interface FilledIn {
  text: string;
  ranges: { start: number; end: number }[];
}

/**
 * @param words for each mask, as the tokenizer writes them: `##ing` goes on with the word before
 * @returns null where the text has more or fewer masks than there are words
 */
export function fillIn(text: string, mask: string, words: readonly string[]): FilledIn | null {
  const parts = text.split(mask);
  if (parts.length !== words.length + 1) return null;
  const filled: FilledIn = { text: parts[0] ?? '', ranges: [] };
  for (const [index, word] of words.entries()) {
    const continues = word.startsWith('##');
    if (continues) filled.text = filled.text.trimEnd();
    const written = continues ? word.slice(2) : word.trim();
    const start = filled.text.length;
    filled.text += written;
    filled.ranges.push({ start, end: filled.text.length });
    filled.text += parts[index + 1] ?? '';
  }
  return filled;
}
