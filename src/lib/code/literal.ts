/** What can be written as a literal in both languages. */
export type CodeValue =
  | string
  | number
  | boolean
  | null
  | Float
  | readonly CodeValue[]
  | { readonly [key: string]: CodeValue };

/** A number that Python must take for a float though it be whole: `temperature=2` is refused there. */
export class Float {
  constructor(readonly value: number) {}
}

/** Columns after which a list or a call goes over several lines. */
export const LINE_WIDTH = 100;

/**
 * A text between two quotes. Everything that would end the literal, the line, or be invisible is escaped; letters of any
 * script and emoji stay readable. Lone surrogates are no valid UTF-8, so they are escaped too.
 */
export function quoted(text: string, quote: '"' | "'"): string {
  let body = '';
  for (const character of text) body += character === quote ? `\\${quote}` : escapeCharacter(character);
  return quote + body + quote;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Control and format characters (bidirectional marks, joiners outside emoji), line separators and lone surrogates. */
const INVISIBLE = /^[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]$/u;

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short) return short;
  if (!INVISIBLE.test(character)) return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export interface Brackets {
  open: string;
  close: string;
  /** One step of indentation. */
  indent: string;
}

/** Parts between brackets: in one line where they fit behind `before`, else one to a line with a comma at the end. */
export function bracketed(parts: readonly string[], { open, close, indent }: Brackets, before = 0): string {
  const line = open + parts.join(', ') + close;
  if (parts.length === 0 || (before + line.length <= LINE_WIDTH && !line.includes('\n'))) return line;
  const lines = parts.map((part) => `${indent}${part.replaceAll('\n', `\n${indent}`)},\n`);
  return `${open}\n${lines.join('')}${close}`;
}
