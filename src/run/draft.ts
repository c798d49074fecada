import type { DeviceChoice, DtypeChoice } from '../contract/model';
import type { ParameterValues } from '../contract/parameter';
import type { InputValues, TaskDefinition } from '../contract/task';
import { defaultParameters, parameterProblem } from '../lib/validate-request';

/** Everything a person has set in one tab. It is kept across reloads: nothing that was typed is lost. */
export interface Draft {
  input: InputValues;
  parameters: ParameterValues;
  model: string;
  device: DeviceChoice;
  dtype: DtypeChoice;
}

export function emptyDraft(task: TaskDefinition): Draft {
  return {
    input: Object.fromEntries(Object.keys(task.inputs).map((name) => [name, ''])),
    parameters: defaultParameters(task.parameters),
    model: task.defaultModel,
    device: 'auto',
    dtype: 'auto',
  };
}

const storageKey = (taskId: string) => `loupe.draft.${taskId}`;

/** The stored draft, with whatever does not fit (an older version, a hand edit) replaced by its default. */
export function loadDraft(task: TaskDefinition, storage: Storage): Draft {
  const draft = emptyDraft(task);
  const stored = readJson(storage, storageKey(task.id));
  if (!isRecord(stored)) return draft;
  if (isRecord(stored.input)) {
    for (const name of Object.keys(task.inputs)) {
      const value = stored.input[name];
      if (typeof value === 'string' || isStringList(value)) draft.input[name] = value;
    }
  }
  if (isRecord(stored.parameters)) {
    for (const [name, spec] of Object.entries(task.parameters)) {
      const value = stored.parameters[name];
      if (value !== undefined && parameterProblem(spec, value) === null) draft.parameters[name] = value as never;
    }
  }
  if (typeof stored.model === 'string') draft.model = stored.model;
  if (stored.device === 'webgpu' || stored.device === 'wasm') draft.device = stored.device;
  if (typeof stored.dtype === 'string') draft.dtype = stored.dtype as DtypeChoice;
  return draft;
}

/** A full or forbidden storage is no reason to stop anybody from typing. */
export function saveDraft(taskId: string, draft: Draft, storage: Storage): void {
  try {
    storage.setItem(storageKey(taskId), JSON.stringify(draft));
  } catch (error) {
    console.warn('the draft could not be stored', error);
  }
}

function readJson(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
