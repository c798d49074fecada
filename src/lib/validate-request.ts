import type { Failure } from '../contract/failure';
import { failed, type Outcome, success } from '../contract/outcome';
import type { ParameterSpec, ParameterSpecs, ParameterValue, ParameterValues } from '../contract/parameter';
import type { InputSpecs, InputValue, InputValues, TaskDefinition, TextInput } from '../contract/task';
import { formatCount } from './format';

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
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(task.inputs, name) || value === undefined) continue;
    const spec = Object.hasOwn(task.parameters, name) ? task.parameters[name] : undefined;
    if (!spec) return failed(unknownParameter(task, name));
    const problem = parameterProblem(spec, value);
    if (problem) return failed(parameterFailure(name, problem));
    parameters[name] = value as ParameterValue;
  }
  const conflict = conflictFailure(task.parameters, parameters);
  if (conflict) return failed(conflict);
  const input = validateInputs(task.inputs, fields as Record<string, unknown>);
  return input.ok ? success({ input: input.value, parameters }) : input;
}

/** Says with which other knob a value does not go together, or null. */
export function conflictProblem(spec: ParameterSpec, name: string, values: ParameterValues): string | null {
  if (spec.type !== 'integer' && spec.type !== 'number') return null;
  const rule = spec.aboveOneNeeds;
  if (!rule || Number(values[name]) <= 1 || values[rule.parameter] === rule.equals) return null;
  return `above 1 needs \`${rule.parameter}: ${rule.equals}\`: ${rule.because}`;
}

/** The first parameter that contradicts another one, or null. */
function conflictFailure(specs: ParameterSpecs, values: ParameterValues): Failure | null {
  for (const [name, spec] of Object.entries(specs)) {
    const problem = conflictProblem(spec, name, values);
    if (problem) return parameterFailure(name, problem);
  }
  return null;
}

function validateInputs(specs: InputSpecs, fields: Record<string, unknown>): Outcome<InputValues> {
  const values: InputValues = {};
  for (const [name, spec] of Object.entries(specs)) {
    const failure = textFailure(name, spec, fields[name]);
    if (failure) return failed(failure);
    values[name] = fields[name] as InputValue;
  }
  return success(values);
}

function textFailure(name: string, spec: TextInput, value: unknown): Failure | null {
  const label = spec.label.toLowerCase();
  if (value === undefined || value === null) {
    return invalidInput(name, `The ${label} is missing.`, 'input-empty', `Give \`${name}\`.`);
  }
  if (Array.isArray(value)) {
    if (!spec.batch) return invalidInput(name, `\`${name}\` takes one text, not a list.`, 'input-invalid');
    if (value.length === 0) return invalidInput(name, 'The list of texts is empty.', 'input-empty');
    if (value.length > spec.maxItems) {
      return invalidInput(
        name,
        `The list has ${formatCount(value.length)} texts; at most ${formatCount(spec.maxItems)} fit in one run.`,
        'input-too-long',
        'Split the list and run the parts one after the other.',
      );
    }
  } else if (typeof value !== 'string') {
    return invalidInput(name, `\`${name}\` must be a text${spec.batch ? ' or a list of texts' : ''}.`, 'input-invalid');
  }
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  for (const [index, text] of texts.entries()) {
    const which = Array.isArray(value) ? `Text ${index + 1}` : `The ${label}`;
    if (typeof text !== 'string') return invalidInput(name, `${which} is not a text.`, 'input-invalid');
    if (text.trim() === '') return invalidInput(name, `${which} is empty.`, 'input-empty');
    if (text.length > spec.maxCharacters) {
      return invalidInput(
        name,
        `${which} has ${formatCount(text.length)} characters; at most ${formatCount(spec.maxCharacters)} fit in one run.`,
        'input-too-long',
        spec.batch
          ? 'Shorten it, or split it into several texts.'
          : 'Shorten it: the model reads only its last part anyway.',
      );
    }
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
        : `must be one of ${spec.choices.map((choice) => choice.value).join(', ')}`;
    case 'seed':
      return value === null ? null : rangeProblem(value, 0, MAX_SEED, true);
    case 'optional-integer':
      return value === null ? null : rangeProblem(value, spec.minimum, spec.maximum, true);
    case 'integer':
    case 'number':
      return rangeProblem(value, spec.minimum, spec.maximum, spec.type === 'integer');
    default:
      return spec satisfies never;
  }
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

function invalidInput(
  field: string,
  message: string,
  code: 'input-empty' | 'input-invalid' | 'input-too-long',
  action = code === 'input-empty' ? 'Type something, or pick one of the examples.' : 'Correct the input and run again.',
): Failure {
  return { code, message, action, remedy: 'edit-input', field };
}

const listOf = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
