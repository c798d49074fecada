import type { DecodingModel } from './language-model';

/** Whether the last token of a sequence completes something that ends it. */
export type StopTest = (ids: readonly number[]) => boolean;

/**
 * Follows transformers' StopStringCriteria: a string counts when it overlaps the text of the last token, wherever in
 * that token it ends, and even when it began in the prompt. The text keeps it.
 */
export function stopStringTest(
  model: Pick<DecodingModel, 'decode'>,
  strings: readonly string[] | null,
): StopTest | null {
  if (strings === null || strings.length === 0) return null;
  // A token has a character at least, or is part of one of at most four bytes; one more, whose leading space a
  // tokenizer may drop.
  const reach = 4 * Math.max(...strings.map((string) => string.length)) + 2;
  return (ids) => {
    const tail = ids.slice(-reach);
    const text = model.decode(tail);
    const known = commonLength(text, tail.length > 1 ? model.decode(tail.slice(0, -1)) : '');
    return strings.some((string) => text.indexOf(string, Math.max(0, known - string.length + 1)) >= 0);
  };
}

/** Characters that two texts share from their beginning; an incomplete character is no part of them. */
function commonLength(text: string, before: string): number {
  let length = 0;
  while (length < before.length && text[length] === before[length]) length += 1;
  return length;
}
