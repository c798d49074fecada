/** Says what is wrong with a value, in words that follow on its name; null where nothing is. */
export type Check = (value: unknown) => string | null;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const flag: Check = (value) => (typeof value === 'boolean' ? null : 'is neither true nor false');

export const text =
  (longest: number): Check =>
  (value) => {
    if (typeof value !== 'string') return 'is no text';
    return value.length > longest ? `has ${value.length} characters; ${longest} are allowed` : null;
  };

export const number =
  (least: number, most: number): Check =>
  (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'is no number';
    return value < least || value > most ? `is ${value}, which is not within ${least} to ${most}` : null;
  };

export const whole =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && !Number.isInteger(value)
      ? `is ${value}, not a whole number`
      : number(least, most)(value);

export const listOf =
  (check: Check, longest: number): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'is no list';
    if (value.length > longest) return `has ${value.length} entries; ${longest} are allowed`;
    for (const [index, entry] of value.entries()) {
      const problem = check(entry);
      if (problem) return `has an entry, number ${index + 1}, that ${problem}`;
    }
    return null;
  };

export const recordOf =
  (check: Check, most: number): Check =>
  (value) => {
    if (!isObject(value)) return 'is no object';
    const entries = Object.entries(value);
    if (entries.length > most) return `has ${entries.length} entries; ${most} are allowed`;
    for (const [key, entry] of entries) {
      const problem = check(entry);
      if (problem) return `has an entry, "${key.slice(0, 40)}", that ${problem}`;
    }
    return null;
  };

/** Passes where one of them does; else it says what the last one says. */
export const anyOf =
  (...checks: readonly Check[]): Check =>
  (value) => {
    let problem: string | null = null;
    for (const check of checks) {
      problem = check(value);
      if (problem === null) return null;
    }
    return problem;
  };

/** A number, or several of the same sort, as vision models have one for each stage. */
export const oneOrMore =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) ? listOf(check, 1000)(value) : check(value);

/**
 * Checks those fields of an object that are in the table; others are nobody's business, and null means the default.
 * @returns the problem with the field's name in front
 */
export function fieldsProblem(value: unknown, table: Readonly<Record<string, Check>>, where = ''): string | null {
  if (!isObject(value)) return `${where || 'it'} is no object`;
  for (const [name, check] of Object.entries(table)) {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    const problem = field === undefined || field === null ? null : check(field);
    if (problem) return `${where ? `${where}.` : ''}${name} ${problem}`;
  }
  return null;
}
