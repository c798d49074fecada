import { bracketed, type CodeValue, Float, LINE_WIDTH, quoted } from './literal';

const INDENT = '  ';
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * A JavaScript literal with single-quoted strings; keys are quoted only where they must be.
 * @param before how many columns of the line are taken already
 */
export function javascriptLiteral(value: CodeValue, before = 0): string {
  if (value instanceof Float) return String(value.value);
  if (typeof value === 'string') return quoted(value, "'");
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) {
    const parts = value.map((entry) => javascriptLiteral(entry));
    return bracketed(parts, { open: '[', close: ']', indent: INDENT }, before);
  }
  const entries = Object.entries(value).map(
    ([key, entry]) => `${IDENTIFIER.test(key) ? key : quoted(key, "'")}: ${javascriptLiteral(entry)}`,
  );
  if (entries.length === 0) return '{}';
  const line = `{ ${entries.join(', ')} }`;
  if (before + line.length <= LINE_WIDTH && !line.includes('\n')) return line;
  return bracketed(entries, { open: '{', close: '}', indent: INDENT }, LINE_WIDTH);
}

/**
 * A call with its options in one object at the end, which is left out when it is empty.
 * @param positional expressions, written as they are
 * @param before how many columns of the line are taken already
 */
export function javascriptCall(
  callee: string,
  positional: readonly string[],
  options: Readonly<Record<string, CodeValue>> = {},
  before = 0,
): string {
  const given = `${callee}(${positional.join(', ')}`;
  if (Object.keys(options).length === 0) return `${given})`;
  return `${given}, ${javascriptLiteral(options, before + given.length + 4)})`;
}

export const javascriptComment = (lines: readonly string[]): string => lines.map((line) => `// ${line}\n`).join('');

const isList = (value: CodeValue): value is readonly CodeValue[] => Array.isArray(value);
