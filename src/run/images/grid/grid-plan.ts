import type { ParameterSpec, ParameterValue } from '../../../contract/parameter';
import type { TaskDefinition } from '../../../contract/task';
import { parameterProblem } from '../../../lib/validate-request';
import type { Asked } from '../../run-state';

/** What one direction of a grid varies: a parameter, or words of the prompt. */
export interface Axis {
  /** A parameter's name, or {@link PROMPT_WORDS}. */
  name: string;
  /** Values as they were typed, with commas between them. */
  text: string;
}

/** One column or row. */
export interface AxisValue {
  label: string;
  apply(asked: Asked): Asked;
}

export interface GridCell {
  column: number;
  row: number;
  asked: Asked;
}

export interface GridPlan {
  columns: readonly string[];
  rows: readonly string[];
  /** Row by row. */
  cells: readonly GridCell[];
}

/** Searches the prompt for the first of the values and puts each of them in its place (AUTOMATIC1111's 'Prompt S/R'). */
export const PROMPT_WORDS = 'prompt words';
export const LARGEST_GRID = 100;

const VARIED = [
  'num_inference_steps',
  'guidance_scale',
  'scheduler',
  'seed',
  'strength',
  'eta',
  'guidance_rescale',
  'clip_skip',
];

/** What can be varied in a task. */
export const axisNames = (task: TaskDefinition): string[] => [
  ...VARIED.filter((name) => Object.hasOwn(task.parameters, name)),
  PROMPT_WORDS,
];

/**
 * The values of an axis, or a sentence that says what is wrong with them. Numbers may be ranges, as AUTOMATIC1111 writes
 * them: `1-5`, `10-30 (+10)` by steps, `0.2-1 [5]` by count.
 */
export function readAxis(task: TaskDefinition, { name, text }: Axis, prompt: string): AxisValue[] | string {
  const parts = [...new Set(splitList(text))];
  if (parts.length === 0) return 'Type some values, with commas between them.';
  if (name === PROMPT_WORDS) return readWords(parts, prompt);
  const spec = task.parameters[name];
  if (!spec) return `${name} is no parameter of this task.`;
  const values: AxisValue[] = [];
  for (const value of new Set(parts.flatMap((part) => readValues(part, spec)))) {
    const problem = parameterProblem(spec, value);
    if (problem) return `${name} ${problem.replaceAll('`', '')}.`;
    values.push({
      label: labelOf(value, spec),
      apply: (asked) => ({ ...asked, parameters: { ...asked.parameters, [name]: value as ParameterValue } }),
    });
  }
  return values;
}

function labelOf(value: unknown, spec: ParameterSpec): string {
  if (value === null) return 'none';
  const choice = spec.type === 'choice' ? spec.choices.find((candidate) => candidate.value === value) : undefined;
  return choice?.label ?? String(value);
}

function readWords(parts: string[], prompt: string): AxisValue[] | string {
  const [searched = ''] = parts;
  if (parts.length < 2) return 'Type the words to replace, a comma, and what to put in their place.';
  if (!prompt.includes(searched)) return `“${searched}” is not in the prompt.`;
  return parts.map((words) => ({
    label: words,
    apply: (asked) => ({
      ...asked,
      input: { ...asked.input, prompt: String(asked.input.prompt ?? '').replaceAll(searched, words) },
    }),
  }));
}

/** Splits at commas; a part in double quotes may hold some. */
function splitList(text: string): string[] {
  const parts = text.match(/\s*"[^"]*"\s*(?=,|$)|[^,]+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^"(.*)"$/s, '$1')).filter((part) => part !== '');
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const RANGE = new RegExp(String.raw`^${NUMBER}\s*-\s*${NUMBER}(?:\s*\(\+?${NUMBER}\)|\s*\[(\d+)\])?$`);

function readValues(part: string, spec: ParameterSpec): unknown[] {
  if (spec.type === 'choice') {
    const words = part.toLowerCase();
    const found = spec.choices.find(
      ({ value, label }) => String(value).toLowerCase() === words || label.toLowerCase() === words,
    );
    return [found ? found.value : part];
  }
  if (part === 'none' && spec.type === 'optional-integer') return [null];
  const range = RANGE.exec(part);
  if (!range) return [Number(part)];
  const [, from, to, by, count] = range;
  return numbersBetween(Number(from), Number(to), by ? Number(by) : null, count ? Number(count) : null, spec);
}

function numbersBetween(
  from: number,
  to: number,
  by: number | null,
  count: number | null,
  spec: ParameterSpec,
): number[] {
  if (count !== null) {
    const whole = spec.type === 'integer' || spec.type === 'seed' || spec.type === 'optional-integer';
    const at = (index: number) => from + ((to - from) * index) / Math.max(1, count - 1);
    return Array.from({ length: Math.min(count, LARGEST_GRID) }, (_, index) =>
      whole ? Math.round(at(index)) : rounded(at(index)),
    );
  }
  const step = Math.abs(by ?? 1) || 1;
  const direction = to < from ? -1 : 1;
  const length = Math.min(LARGEST_GRID, Math.floor(Math.abs(to - from) / step + 1e-9) + 1);
  return Array.from({ length }, (_, index) => rounded(from + direction * index * step));
}

/** 0.1 + 0.2 is to be shown as 0.3. */
const rounded = (value: number): number => Number(value.toFixed(6));

/** Every pair of a column and a row, row by row. Each makes one picture. */
export function planGrid(
  base: Asked,
  names: { columns: string; rows: string | null },
  columns: readonly AxisValue[],
  rows: readonly AxisValue[] | null,
): GridPlan {
  const start: Asked = { ...base, parameters: { ...base.parameters, num_images: 1 } };
  const down = rows ?? [{ label: '', apply: (asked: Asked) => asked }];
  return {
    columns: columns.map(({ label }) => headingOf(names.columns, label)),
    rows: down.map(({ label }) => (names.rows ? headingOf(names.rows, label) : '')),
    cells: down.flatMap((y, row) => columns.map((x, column) => ({ row, column, asked: y.apply(x.apply(start)) }))),
  };
}

/** Words of a prompt speak for themselves. */
const headingOf = (name: string, label: string): string => (name === PROMPT_WORDS ? label : `${name} ${label}`);
