import type { Matrix } from './matrix';

/** A value of an example that can be changed. */
export type Field =
  | {
      kind: 'number';
      label: string;
      default: number;
      minimum: number;
      maximum: number;
      step: number;
      integer?: boolean;
    }
  | { kind: 'vector'; label: string; default: readonly number[] }
  | { kind: 'matrix'; label: string; default: Matrix }
  | { kind: 'choice'; label: string; default: string; options: readonly { value: string; label: string }[] }
  | { kind: 'switch'; label: string; default: boolean }
  | { kind: 'text'; label: string; default: string; maxCharacters: number };

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F extends Field> = F extends { kind: 'number' }
  ? number
  : F extends { kind: 'vector' }
    ? readonly number[]
    : F extends { kind: 'matrix' }
      ? Matrix
      : F extends { kind: 'switch' }
        ? boolean
        : string;

/** The values of an example, by the names of its fields. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };
export type FieldValue = number | readonly number[] | Matrix | string | boolean;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The most numbers in a row, and rows, of what a link may bring. */
const LARGEST = 12;

export const defaultValues = (fields: Fields): FieldValues =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default]));

/** Reads the values of an address; those that do not fit stay at their defaults and are named in `ignored`. */
export function readFields(fields: Fields, query: URLSearchParams): { values: FieldValues; ignored: string[] } {
  const values: Record<string, FieldValue> = { ...defaultValues(fields) };
  const ignored: string[] = [];
  for (const [name, text] of query) {
    if (name === 'example') continue;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const value = field && readField(field, text);
    if (value === undefined) ignored.push(name);
    else values[name] = value;
  }
  return { values, ignored };
}

function readField(field: Field, text: string): FieldValue | undefined {
  switch (field.kind) {
    case 'number': {
      const value = readNumber(text);
      return value !== undefined && fits(field, value) ? value : undefined;
    }
    case 'vector':
      return readVector(text);
    case 'matrix': {
      const rows = text.split(';').map(readVector);
      const width = rows[0]?.length;
      const whole = rows.length <= LARGEST && rows.every((row) => row !== undefined && row.length === width);
      return whole ? (rows as number[][]) : undefined;
    }
    case 'choice':
      return field.options.some(({ value }) => value === text) ? text : undefined;
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'text':
      return text.length <= field.maxCharacters ? text : undefined;
    default:
      return field satisfies never;
  }
}

/** Whether a number may stand in a field. */
export const fits = ({ minimum, maximum, integer }: Extract<Field, { kind: 'number' }>, value: number): boolean =>
  value >= minimum && value <= maximum && (!integer || Number.isInteger(value));

function readNumber(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function readVector(text: string): number[] | undefined {
  const numbers = text.split(',').map(readNumber);
  const whole = numbers.length <= LARGEST && numbers.every((value) => value !== undefined);
  return whole ? (numbers as number[]) : undefined;
}

/** Writes the address of an example; defaults are left out. */
export function writeFields(example: string, fields: Fields, values: FieldValues): string {
  const query = new URLSearchParams({ example });
  for (const [name, field] of Object.entries(fields)) {
    const text = writeField(values[name] ?? field.default);
    if (text !== writeField(field.default)) query.set(name, text);
  }
  // Commas and semicolons may stand in an address as they are, and are easier to read.
  return query.toString().replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%3A', ':');
}

const writeField = (value: FieldValue): string =>
  Array.isArray(value)
    ? (value as Matrix)
        .map((part) => (Array.isArray(part) ? part.join(',') : String(part)))
        .join(Array.isArray(value[0]) ? ';' : ',')
    : String(value);
