import type { RunOptions } from '../contract/engine';
import type { Failure } from '../contract/failure';
import { DEVICE_CHOICES, DTYPE_CHOICES, isDeviceChoice, isDtypeChoice, type ModelRef } from '../contract/model';
import { failed, type Outcome, success } from '../contract/outcome';
import type { TaskDefinition } from '../contract/task';
import { parameterFailure, type ValidRequest, validateRequest } from '../lib/validate-request';
import type { EngineSetup } from './engine-setup';

export interface CheckedRequest {
  task: TaskDefinition;
  model: ModelRef;
  valid: ValidRequest;
}

/** Everything that can be known to be wrong before a worker is asked. Scripts may pass what throws when it is looked at. */
export function checkRequest(...request: Parameters<typeof check>): Outcome<CheckedRequest> {
  try {
    return check(...request);
  } catch (error) {
    return failed({
      code: 'input-invalid',
      message: 'The input or an option cannot be read: it throws an error when it is looked at.',
      action: 'Pass plain values: texts, numbers, lists and Blobs.',
      remedy: 'edit-input',
      detail: String(error),
    });
  }
}

function check(
  setup: Pick<EngineSetup, 'tasks' | 'resolveModel'>,
  taskId: string,
  input: unknown,
  options: RunOptions,
): Outcome<CheckedRequest> {
  const found = checkModel(setup, taskId, options);
  if (!found.ok) return found;
  const { task, model } = found.value;
  const { device = 'auto', dtype = 'auto' } = options;
  if (!isDeviceChoice(device)) return failed(parameterFailure('device', `must be one of ${DEVICE_CHOICES.join(', ')}`));
  if (!isDtypeChoice(dtype)) {
    return failed(parameterFailure('dtype', `must be one of ${DTYPE_CHOICES.join(', ')}`));
  }
  const valid = validateRequest(task, withOptions(task, input, options));
  if (!valid.ok) return valid;
  return success({ task, model, valid: { ...valid.value, parameters: drawSeed(task, valid.value) } });
}

/** The task and the model that a call names. */
export function checkModel(
  setup: Pick<EngineSetup, 'tasks' | 'resolveModel'>,
  taskId: string,
  options: Pick<RunOptions, 'model' | 'revision'>,
): Outcome<Pick<CheckedRequest, 'task' | 'model'>> {
  const odd = oddOption(options);
  if (odd) return failed(parameterFailure(odd.name, odd.problem));
  const task = setup.tasks.find(({ id, aliases = [] }) => id === taskId || aliases.includes(taskId));
  if (!task) return failed(unknownTask(taskId, setup.tasks));
  const model = setup.resolveModel(options.model ?? task.defaultModel, options.revision, task);
  return model.ok ? success({ task, model: model.value }) : model;
}

/** Scripts pass what they like: the first option of a wrong kind, or null. */
function oddOption(options: RunOptions): { name: string; problem: string } | null {
  if (typeof options !== 'object') return { name: 'options', problem: 'must be an object' };
  const { model, revision, signal, onEvent, resume } = options as Record<keyof RunOptions, unknown>;
  if (model !== undefined && typeof model !== 'string') return { name: 'model', problem: 'must be a model id' };
  if (revision !== undefined && typeof revision !== 'string') return { name: 'revision', problem: 'must be a text' };
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    return { name: 'signal', problem: 'must be an AbortSignal' };
  }
  if (resume !== undefined && !(Array.isArray(resume) && canBeSent(resume))) {
    return { name: 'resume', problem: 'must be a list of items, as the `items` events of a run gave them' };
  }
  if (onEvent !== undefined && typeof onEvent !== 'function') return { name: 'onEvent', problem: 'must be a function' };
  return null;
}

/** Whether something gets to the worker at all: functions and symbols do not. */
function canBeSent(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** What is said of a run beside inputs and parameters; `seed` is a parameter of the tasks that have one. */
const RUN_OPTIONS: Readonly<Record<Exclude<keyof RunOptions, 'seed'>, true>> = {
  model: true,
  revision: true,
  device: true,
  dtype: true,
  resume: true,
  signal: true,
  onEvent: true,
};

/**
 * Inputs and parameters may come among the options, as the pipelines take them: `(text, { top_k: 2 })`. What stands in
 * the input itself goes before.
 */
function withOptions(task: TaskDefinition, input: unknown, options: RunOptions): unknown {
  const beside = Object.entries(options).filter(
    ([name, value]) =>
      value !== undefined && !Object.hasOwn(RUN_OPTIONS, name) && (name !== 'seed' || 'seed' in task.parameters),
  );
  if (beside.length === 0) return input;
  const named = typeof input === 'object' && input !== null && !Array.isArray(input);
  return { ...Object.fromEntries(beside), ...(named ? input : { [Object.keys(task.inputs)[0] ?? 'text']: input }) };
}

/** A run without a seed gets one here, so that its record can repeat it. */
function drawSeed(task: TaskDefinition, { parameters }: ValidRequest): ValidRequest['parameters'] {
  if (!('seed' in task.parameters) || parameters.seed !== null) return parameters;
  return { ...parameters, seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
}

const unknownTask = (taskId: string, tasks: readonly TaskDefinition[]): Failure => ({
  code: 'task-unknown',
  message: `There is no task "${taskId}".`,
  action: `Use one of ${tasks.map((task) => task.id).join(', ')}.`,
  field: 'task',
});
