import { visibleText } from '../../lib/likelihood';
import type { DecodingDetails } from './task';

/** A token as a word of its own: blanks are seen, and one without a text is told by its id. */
export function tokenName(
  id: number,
  { texts, end_token_ids }: Pick<DecodingDetails, 'texts' | 'end_token_ids'>,
): string {
  if (end_token_ids.includes(id)) return '⟨end⟩';
  const text = texts[id];
  return text === undefined || text === '' ? `#${id}` : visibleText(text);
}
