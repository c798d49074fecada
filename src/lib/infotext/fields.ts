/**
 * As AUTOMATIC1111 finds the fields of the last line: a name, a colon, and a value, in quotes if it has a comma. The
 * bounds keep the time in proportion to the length of a text that is none.
 */
const FIELD = /([\p{L}\p{N}_][\p{L}\p{N}_ \-/]{1,60}):\s*("(?:\\.|[^\\"]){1,20000}"|[^,]*)(?:,|$)/gu;
const LONGEST_LINE = 200_000;

/** The fields of a line, in order. */
export function readFields(line: string): [string, string][] {
  if (line.length > LONGEST_LINE) return [];
  return Array.from(line.matchAll(FIELD), ([, name = '', value = '']) => [name, unquoted(value.trim())]);
}

/** A field as it stands in the line: in JSON's quotes where the value has a comma, a colon or a line break. */
export const writeField = (name: string, value: string): string => `${name}: ${quoted(value)}`;

// Beyond what AUTOMATIC1111 quotes: what it would take for quotes, and spaces that it would cut off.
const quoted = (value: string): string =>
  /[,:\n\r]|^"|^\s|\s$/.test(value) && value !== '' ? JSON.stringify(value) : value;

function unquoted(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'string' ? parsed : value;
  } catch {
    return value;
  }
}
