import { bracketed, type CodeValue, Float, quoted } from './literal';

const INDENT = '    ';

/** A Python literal: `None`, `True`, numbers, double-quoted strings, lists and dicts. */
export function pythonLiteral(value: CodeValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : pythonNumber(value.value);
  // Half a surrogate pair is a text in JavaScript, where encoding replaces it; Python's tokenizers refuse it.
  if (typeof value === 'string') return quoted(value.replaceAll(/\p{Cs}/gu, '\ufffd'), '"');
  if (isList(value)) return bracketed(value.map(pythonLiteral), { open: '[', close: ']', indent: INDENT });
  const entries = Object.entries(value).map(([key, entry]) => `${quoted(key, '"')}: ${pythonLiteral(entry)}`);
  return bracketed(entries, { open: '{', close: '}', indent: INDENT });
}

/**
 * A call with keyword arguments.
 * @param positional expressions, written as they are
 * @param before how many columns of the line are taken already, the function's name not counted
 */
export function pythonCall(
  callee: string,
  positional: readonly string[],
  keywords: Readonly<Record<string, CodeValue>> = {},
  before = 0,
): string {
  const named = Object.entries(keywords).map(([name, value]) => `${name}=${pythonLiteral(value)}`);
  const brackets = { open: '(', close: ')', indent: INDENT };
  return callee + bracketed([...positional, ...named], brackets, before + callee.length);
}

export const pythonComment = (lines: readonly string[]): string => lines.map((line) => `# ${line}\n`).join('');

function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  return String(value);
}

const isList = (value: CodeValue): value is readonly CodeValue[] => Array.isArray(value);
