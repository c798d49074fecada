import { type DeviceChoice, type DtypeChoice, isDeviceChoice, isDtypeChoice } from '../contract/model';
import type { ParameterSpec, ParameterValue, ParameterValues } from '../contract/parameter';
import {
  type ChatMessage,
  type ImageInput,
  type InputSpec,
  type InputValue,
  type InputValues,
  isChat,
  type TaskDefinition,
  type ViewTexts,
} from '../contract/task';
import { parameterProblem } from './validate-request';

/** What a permalink carries. Parameters that it leaves out keep their defaults. */
export interface PermalinkState {
  input: InputValues;
  parameters: ParameterValues;
  model?: string;
  /** A branch, tag or commit; left out for the main branch. */
  revision?: string;
  device?: DeviceChoice;
  dtype?: DtypeChoice;
  /** How the result is looked at, `view.<setting>=`. The tab takes its own word for a text that it cannot read. */
  view?: ViewTexts;
  /** `run=1`: start at once. */
  run: boolean;
}

const VIEW = 'view.';
/** Characters of a setting of a view; what is longer was written by nobody. */
const LONGEST_SETTING = 200;

/** Splits `#/text-generation?text=Hello&top_k=5` into the task id and its query; null where it is no such address. */
export function parseHash(hash: string): { task: string; query: URLSearchParams } | null {
  const match = /^#\/([a-z0-9-]+)(?:\?(.*))?$/s.exec(hash);
  return match?.[1] ? { task: match[1], query: new URLSearchParams(match[2] ?? '') } : null;
}

/**
 * Reads a task's permalink query. An input given several times, or named by `list`, is a batch. Values that the task would refuse are left
 * out and named in `ignored`: a mistyped link still opens.
 */
export function parsePermalink(
  task: TaskDefinition,
  query: URLSearchParams,
): { state: PermalinkState; ignored: string[] } {
  const state: PermalinkState = { input: {}, parameters: {}, run: query.get('run') === '1' };
  const ignored: string[] = [];
  const lists = query.getAll('list');
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const first = values[0] ?? '';
    const spec = Object.hasOwn(task.parameters, name) ? task.parameters[name] : undefined;
    const input = Object.hasOwn(task.inputs, name) ? task.inputs[name] : undefined;
    // No address can hold a picture.
    if (input?.type === 'image') ignored.push(name);
    else if (input) state.input[name] = parseInput(input, values, lists.includes(name));
    else if (name === 'model') state.model = first;
    else if (name === 'revision') state.revision = first;
    else if (name === 'device' && isDeviceChoice(first)) state.device = first;
    else if (name === 'dtype' && isDtypeChoice(first)) state.dtype = first;
    else if (spec) {
      const value = parseParameter(spec, values);
      if (value === undefined) ignored.push(name);
      else state.parameters[name] = value;
    } else if (isSetting(task, name, first)) {
      state.view = { ...state.view, [name.slice(VIEW.length)]: first };
    } else if (name !== 'run' && name !== 'list') ignored.push(name);
  }
  return { state, ignored };
}

const isSetting = ({ view = [] }: TaskDefinition, name: string, text: string): boolean =>
  name.startsWith(VIEW) && view.includes(name.slice(VIEW.length)) && text.length <= LONGEST_SETTING;

function parseInput(spec: Exclude<InputSpec, ImageInput>, values: string[], list: boolean): InputValue {
  const first = values[0] ?? '';
  if (spec.type === 'labels') return values;
  if (spec.chat && list) return parseChat(first) ?? values;
  return values.length > 1 || list ? values.flatMap((text) => text.split('\n')) : first;
}

/** A conversation is written as one JSON list. */
function parseChat(text: string): ChatMessage[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return isChat(value) ? value : null;
  } catch {
    return null;
  }
}

function parseParameter(spec: ParameterSpec, texts: string[]): ParameterValue | undefined {
  const value = parseValue(spec, texts);
  return parameterProblem(spec, value) === null ? (value as ParameterValue) : undefined;
}

function parseValue(spec: ParameterSpec, texts: string[]): unknown {
  const text = texts[0] ?? '';
  switch (spec.type) {
    case 'choice':
      return spec.choices.find((choice) => String(choice.value) === text)?.value;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'text':
      return text === '' && !spec.mayBeEmpty ? null : text;
    case 'text-list':
      return texts.every((entry) => entry === '') ? (spec.nullLabel === undefined ? [] : null) : texts;
    default:
      if (text === 'null') return null;
      return text.trim() === '' ? undefined : Number(text);
  }
}

/** Writes the address that restores a form: every parameter, the model, the device and the view included. */
export function buildPermalink(task: TaskDefinition, state: Omit<PermalinkState, 'run'>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state.input)) {
    if (value === null || value instanceof Blob) continue;
    if (isChat(value)) {
      query.append(name, JSON.stringify(value));
      query.append('list', name);
      continue;
    }
    for (const text of Array.isArray(value) ? value : [value]) query.append(name, String(text));
    if (Array.isArray(value) && value.length === 1) query.append('list', name);
  }
  for (const [name, value] of Object.entries(state.parameters)) {
    for (const text of parameterTexts(task.parameters[name], value)) query.append(name, text);
  }
  for (const name of ['model', 'revision', 'device', 'dtype'] as const) {
    const value = state[name];
    if (value) query.set(name, value);
  }
  for (const [name, text] of Object.entries(state.view ?? {})) query.set(VIEW + name, text);
  return `#/${task.id}?${query}`;
}

/** An empty text stands for null, and for an empty list. */
function parameterTexts(spec: ParameterSpec | undefined, value: ParameterValue): string[] {
  if (spec?.type === 'text') return [String(value ?? '')];
  if (spec?.type === 'text-list') return Array.isArray(value) && value.length > 0 ? [...value] : [''];
  return [String(value)];
}
