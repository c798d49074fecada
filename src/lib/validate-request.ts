import type { Failure } from '../contract/failure';
import { failed, type Outcome, success } from '../contract/outcome';
import type {
  NumberParameter,
  OptionalNumberParameter,
  ParameterSpec,
  ParameterSpecs,
  ParameterValue,
  ParameterValues,
  TextListParameter,
  TextParameter,
} from '../contract/parameter';
import type { InputValues, TaskDefinition } from '../contract/task';
import { conditionHolds, conditionWords } from './condition';
import { formatCount } from './format';
import { invalidInput, listOf, validateInputs } from './validate-input';

const MAX_SEED = 2 ** 32 - 1;

export interface ValidRequest {
  input: InputValues;
  parameters: ParameterValues;
}

/** The value of every parameter when nothing is said. */
export function defaultParameters(specs: ParameterSpecs): ParameterValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

/**
 * Splits what a caller passes (inputs and parameters in one object, or the bare text) by the task's definition,
 * fills in defaults and checks every range. The first problem is returned as a failure that names the field.
 */
export function validateRequest(task: TaskDefinition, given: unknown): Outcome<ValidRequest> {
  const inputNames = Object.keys(task.inputs);
  const bare = typeof given === 'string' || Array.isArray(given);
  const fields: unknown = bare ? { [inputNames[0] ?? 'text']: given } : given;
  if (typeof fields !== 'object' || fields === null) {
    return failed(
      invalidInput(inputNames[0] ?? 'text', `The input must be an object with ${listOf(inputNames)}.`, 'input-invalid'),
    );
  }
  const parameters = defaultParameters(task.parameters);
  for (const [name, given] of Object.entries(fields)) {
    if (Object.hasOwn(task.inputs, name) || given === undefined) continue;
    const own = nameOfParameter(task.parameters, name);
    const spec = own === null ? passedOver(task, name) : task.parameters[own];
    if (!spec) return failed(unknownParameter(task, name));
    const value = asPythonTakesIt(spec, given);
    const problem = parameterProblem(spec, value);
    if (problem) return failed(parameterFailure(name, problem));
    if (own !== null) parameters[own] = value as ParameterValue;
  }
  const conflict = conflictFailure(task.parameters, parameters);
  if (conflict) return failed(conflict);
  const input = validateInputs(task.inputs, fields as Record<string, unknown>);
  return input.ok ? success({ input: input.value, parameters }) : input;
}

/** The name here of what may be called otherwise elsewhere; null where there is none. */
function nameOfParameter(specs: ParameterSpecs, name: string): string | null {
  if (Object.hasOwn(specs, name)) return name;
  return Object.keys(specs).find((own) => specs[own]?.aliases?.includes(name)) ?? null;
}

const passedOver = ({ passedOver: specs = {} }: TaskDefinition, name: string): ParameterSpec | undefined =>
  Object.hasOwn(specs, name) ? specs[name] : undefined;

/** One text stands for a list of one, and `None` for the default of a choice, as in Python's pipelines. */
function asPythonTakesIt(spec: ParameterSpec, value: unknown): unknown {
  if (spec.type === 'text-list' && typeof value === 'string') return [value];
  if (spec.type === 'choice' && value === null && spec.default === 'default') return spec.default;
  return value;
}

/** Says with which other knob a value does not go together, or null. */
export function conflictProblem(spec: ParameterSpec, name: string, values: ParameterValues): string | null {
  const value = values[name];
  if (typeof value !== 'number') return null;
  if ('notAbove' in spec && spec.notAbove !== undefined) {
    const limit = values[spec.notAbove];
    if (typeof limit === 'number' && value > limit) return `must not be above \`${spec.notAbove}\`, which is ${limit}`;
  }
  const rule = 'aboveOneNeeds' in spec ? spec.aboveOneNeeds : undefined;
  if (!rule || value <= 1 || rule.anyOf.some((condition) => conditionHolds(condition, values))) return null;
  return `above 1 needs ${rule.anyOf.map(conditionWords).join(' or ')}: ${rule.because}`;
}

/** The first parameter that contradicts another one, or null. */
function conflictFailure(specs: ParameterSpecs, values: ParameterValues): Failure | null {
  for (const [name, spec] of Object.entries(specs)) {
    const problem = conflictProblem(spec, name, values);
    if (problem) return parameterFailure(name, problem);
  }
  return null;
}

/** Says what is wrong with a value, or null. Ends are allowed; NaN and infinities never are. */
export function parameterProblem(spec: ParameterSpec, value: unknown): string | null {
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'choice':
      return spec.choices.some((choice) => choice.value === value)
        ? null
        : `must be one of ${spec.choices.map((choice) => String(choice.value)).join(', ')}`;
    case 'seed':
      return value === null ? null : rangeProblem(value, 0, MAX_SEED, true);
    case 'optional-integer':
    case 'optional-number':
      return value === null ? null : numberProblem(spec, value, spec.type === 'optional-integer');
    case 'text':
      if (value === null && spec.nullLabel !== undefined) return null;
      return typeof value === 'string' ? textProblem(spec, value) : 'must be a text';
    case 'text-list':
      if (value === null && spec.nullLabel !== undefined) return null;
      return Array.isArray(value) ? listProblem(spec, value) : 'must be a list of texts';
    case 'integer':
    case 'number':
      return numberProblem(spec, value, spec.type === 'integer');
    default:
      return spec satisfies never;
  }
}

function textProblem(spec: TextParameter, value: string): string | null {
  if (value.trim() === '' && !spec.mayBeEmpty) return 'must not be empty';
  if (value.length > spec.maxCharacters) return `must have at most ${formatCount(spec.maxCharacters)} characters`;
  return spec.mustContain && !value.includes(spec.mustContain) ? `must contain \`${spec.mustContain}\`` : null;
}

function listProblem(spec: TextListParameter, values: readonly unknown[]): string | null {
  if (values.length > spec.maxItems) return `must have at most ${formatCount(spec.maxItems)} entries`;
  for (const value of values) {
    if (typeof value !== 'string') return 'must be a list of texts';
    if (value === '') return 'must not hold an empty text';
    if (value.length > spec.maxCharacters) {
      return `must hold texts of at most ${formatCount(spec.maxCharacters)} characters`;
    }
  }
  return null;
}

function numberProblem(
  { minimum, maximum, multipleOf }: NumberParameter | OptionalNumberParameter,
  value: unknown,
  integer: boolean,
): string | null {
  const problem = rangeProblem(value, minimum, maximum, integer);
  if (problem || multipleOf === undefined || Number(value) % multipleOf === 0) return problem;
  return `must be a multiple of ${multipleOf}, not ${value}`;
}

function rangeProblem(value: unknown, minimum: number, maximum: number, integer: boolean): string | null {
  const kind = integer ? 'a whole number' : 'a number';
  if (typeof value !== 'number' || !Number.isFinite(value) || (integer && !Number.isInteger(value))) {
    return `must be ${kind} from ${minimum} to ${maximum}`;
  }
  return value < minimum || value > maximum ? `must be from ${minimum} to ${maximum}, not ${value}` : null;
}

export function parameterFailure(name: string, problem: string): Failure {
  return {
    code: 'parameter-invalid',
    message: `\`${name}\` ${problem}.`,
    action: `Change \`${name}\` and run again.`,
    remedy: 'edit-input',
    field: name,
  };
}

function unknownParameter(task: TaskDefinition, name: string): Failure {
  const known = [...Object.keys(task.inputs), ...Object.keys(task.parameters)];
  return {
    code: 'parameter-unknown',
    message: `\`${task.id}\` has no parameter \`${name}\`.`,
    action: `Use one of ${listOf(known)}.`,
    remedy: 'edit-input',
    field: name,
  };
}
