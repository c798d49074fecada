import { type DeviceChoice, type DtypeChoice, isDeviceChoice, isDtypeChoice } from '../contract/model';
import type { ParameterSpec, ParameterValue, ParameterValues } from '../contract/parameter';
import type { InputValues, TaskDefinition } from '../contract/task';
import { parameterProblem } from './validate-request';

/** What a permalink carries. Parameters that it leaves out keep their defaults. */
export interface PermalinkState {
  input: InputValues;
  parameters: ParameterValues;
  model?: string;
  device?: DeviceChoice;
  dtype?: DtypeChoice;
  /** `run=1`: start at once. */
  run: boolean;
}

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
    if (Object.hasOwn(task.inputs, name)) {
      const isList = values.length > 1 || lists.includes(name);
      state.input[name] = isList ? values.flatMap((text) => text.split('\n')) : first;
    } else if (name === 'model') state.model = first;
    else if (name === 'device' && isDeviceChoice(first)) state.device = first;
    else if (name === 'dtype' && isDtypeChoice(first)) state.dtype = first;
    else if (spec) {
      const value = parseParameter(spec, first);
      if (value === undefined) ignored.push(name);
      else state.parameters[name] = value;
    } else if (name !== 'run' && name !== 'list') ignored.push(name);
  }
  return { state, ignored };
}

function parseParameter(spec: ParameterSpec, text: string): ParameterValue | undefined {
  const value = parseScalar(spec, text);
  return parameterProblem(spec, value) === null ? (value as ParameterValue) : undefined;
}

function parseScalar(spec: ParameterSpec, text: string): unknown {
  if (spec.type === 'choice') return text;
  if (spec.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (text === 'null') return null;
  return text.trim() === '' ? undefined : Number(text);
}

/** Writes the address that restores a form: every parameter, the model and the device included. */
export function buildPermalink(taskId: string, state: Omit<PermalinkState, 'run'>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state.input)) {
    for (const text of Array.isArray(value) ? value : [value]) query.append(name, text);
    if (Array.isArray(value) && value.length === 1) query.append('list', name);
  }
  for (const [name, value] of Object.entries(state.parameters)) query.set(name, String(value));
  for (const name of ['model', 'device', 'dtype'] as const) {
    const value = state[name];
    if (value) query.set(name, value);
  }
  return `#/${taskId}?${query}`;
}
